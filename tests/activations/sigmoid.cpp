#include <strata/activations/sigmoid.hpp>

#include "../pytorch/reference.hpp"
#include "../support/checks.hpp"

TEST_CASE("Sigmoid agrees with PyTorch and with finite differences") {
  checks::activation(strata::Sigmoid{}, pytorch::sigmoid, pytorch::points);
}

TEST_CASE("Sigmoid of few elements, computed one by one, equals Sigmoid of many") {
  const Eigen::VectorXd x = checks::random(64, 1, 20);
  Eigen::VectorXd all(64);
  strata::Sigmoid{}.forward(x, all, 0);
  for (strata::Index i = 0; i < 64; ++i) {
    const Eigen::Matrix<double, 1, 1> one = x.segment<1>(i);
    Eigen::Matrix<double, 1, 1> y;
    strata::Sigmoid{}.forward(one, y, 0);
    CHECK(checks::distance(y, all.segment<1>(i)) <= 1e-15);
  }
}

TEST_CASE("Sigmoid gives probabilities, and asks for Glorot's weights") {
  CHECK(strata::Sigmoid::gives_probabilities);
  CHECK(strata::Sigmoid::initial_gain() == 0);
}
