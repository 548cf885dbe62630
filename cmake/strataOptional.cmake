# Targets for the headers that need more than Eigen. Each is there where its dependency is.
find_package(ZLIB QUIET)
if(ZLIB_FOUND AND NOT TARGET strata::idx)  # strata/data/idx.hpp
  add_library(strata::idx INTERFACE IMPORTED GLOBAL)
  target_link_libraries(strata::idx INTERFACE strata::strata ZLIB::ZLIB)
endif()

find_package(nlohmann_json QUIET)
if(nlohmann_json_FOUND AND NOT TARGET strata::safetensors)  # strata/io/safetensors.hpp
  add_library(strata::safetensors INTERFACE IMPORTED GLOBAL)
  target_link_libraries(strata::safetensors INTERFACE strata::strata nlohmann_json::nlohmann_json)
endif()
