# A package that calls itself Eigen 5, with the headers in EIGEN_HEADERS.
add_library(Eigen3::Eigen INTERFACE IMPORTED)
set_target_properties(Eigen3::Eigen PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${EIGEN_HEADERS}"
                                               INTERFACE_COMPILE_DEFINITIONS COMES_WITH_EIGEN_5)
