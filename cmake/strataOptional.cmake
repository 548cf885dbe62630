# Targets for the headers that need more than Eigen. Each is there where its dependency is; a project may have
# added that dependency itself.
function(strata_add_optional target header dependency package)
  if(NOT TARGET ${dependency})
    find_package(${package} QUIET)
  endif()
  if(TARGET ${target})
    return()
  elseif(TARGET ${dependency})
    add_library(${target} INTERFACE IMPORTED GLOBAL)
    target_link_libraries(${target} INTERFACE strata::strata ${dependency})
  elseif(NOT strata_FIND_QUIETLY)
    message(STATUS "${target} (${header}) is left out: ${dependency} was not found")
  endif()
endfunction()

strata_add_optional(strata::idx strata/data/idx.hpp ZLIB::ZLIB ZLIB)
strata_add_optional(strata::safetensors strata/io/safetensors.hpp nlohmann_json::nlohmann_json nlohmann_json)
