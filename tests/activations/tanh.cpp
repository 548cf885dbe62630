#include <strata/activations/tanh.hpp>

#include "../pytorch/reference.hpp"
#include "../support/checks.hpp"

TEST_CASE("Tanh agrees with PyTorch and with finite differences") {
  checks::activation(strata::Tanh{}, pytorch::tanh, pytorch::points);
}

TEMPLATE_TEST_CASE("Tanh of few elements equals Tanh of many", "", float, double, long double) {
  using Vector = Eigen::Matrix<TestType, Eigen::Dynamic, 1>;
  const Vector x = checks::random(64, 1, 20).cast<TestType>();
  Vector all(64);
  strata::Tanh{}.forward(x, all, 0);
  for (strata::Index i = 0; i < 64; ++i) {
    const Eigen::Matrix<TestType, 1, 1> one = x.template segment<1>(i);
    Eigen::Matrix<TestType, 1, 1> y;
    strata::Tanh{}.forward(one, y, 0);
    CHECK(std::abs(y[0] - all[i]) <= 4 * std::numeric_limits<TestType>::epsilon());
  }
}

TEST_CASE("Tanh asks for Glorot's weights") { CHECK(strata::Tanh::initial_gain() == 0); }
