# Eigen 3.4 or 5, or the target of a project that has it already. The version file of Eigen 3.4.0 refuses a
# range that ends at 5, that of Eigen 5 a lone 3.4.
foreach(versions 3.4...5 3.4)
  if(NOT TARGET Eigen3::Eigen)
    find_package(Eigen3 ${versions} QUIET NO_MODULE)
  endif()
endforeach()
set(strata_without_eigen
    "strata needs Eigen 3.4 or 5, which was not found: install it (Debian: libeigen3-dev), name its folder in \
CMAKE_PREFIX_PATH, or define the target Eigen3::Eigen first")
