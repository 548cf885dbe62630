#include <strata/activations/relu.hpp>

#include "../pytorch/reference.hpp"
#include "../support/checks.hpp"

TEST_CASE("ReLU agrees with PyTorch and with finite differences") {
  checks::activation(strata::ReLU{}, pytorch::relu, pytorch::points);
}

TEST_CASE("ReLU hands a NaN on, so that training can notice it") {
  for (const strata::Index size : {1, 3, 16, 33}) {
    Eigen::VectorXf x = Eigen::VectorXf::Constant(size, std::nanf("")), y(size);
    strata::ReLU{}.forward(x, y, 0);
    CHECK(y.array().isNaN().all());
  }
}
