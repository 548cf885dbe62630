#include <strata/activations/leaky_relu.hpp>

#include "../pytorch/reference.hpp"
#include "../support/checks.hpp"

TEST_CASE("LeakyReLU agrees with PyTorch and with finite differences") {
  checks::activation(strata::LeakyReLU{}, pytorch::leaky_relu, pytorch::points);
}

TEST_CASE("LeakyReLU takes another slope") {
  checks::activation(strata::LeakyReLU{.negative_slope = 0.2}, pytorch::leaky_relu_fifth, pytorch::points);
}
