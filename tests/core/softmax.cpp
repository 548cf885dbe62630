#include <strata/core/softmax.hpp>

#include "../support/checks.hpp"

TEST_CASE("A single infinity less itself is replaced by its limit, two are not") {
  const double infinity = std::numeric_limits<double>::infinity();
  Eigen::Array3d one{1, infinity, -infinity}, two{1, infinity, infinity}, finite{1, 2, 3};
  for (Eigen::Array3d* x : {&one, &two, &finite}) {
    const double largest = x->maxCoeff();
    *x -= largest;
    strata::detail::replace_only_infinity(*x, largest, 0.0);
  }
  CHECK((one == Eigen::Array3d{-infinity, 0, -infinity}).all());
  CHECK(two.isNaN().count() == 2);
  CHECK((finite == Eigen::Array3d{-2, -1, 0}).all());
}

TEST_CASE("A column of NaN stays so") {
  Eigen::Array<double, 1, 1> x(std::nan(""));
  strata::detail::replace_only_infinity(x, x[0], 0.0);
  CHECK(x.isNaN().all());
}
