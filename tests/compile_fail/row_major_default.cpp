// error: strata: EIGEN_DEFAULT_TO_ROW_MAJOR would turn samples and features around: leave it out
// shows: Eigen::RowMajor
#define EIGEN_DEFAULT_TO_ROW_MAJOR
#include <strata/strata.hpp>

int main() {}
