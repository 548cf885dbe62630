#include <strata/activations/softplus.hpp>

#include "../pytorch/reference.hpp"
#include "../support/checks.hpp"

TEST_CASE("Softplus agrees with PyTorch and with finite differences") {
  checks::activation(strata::Softplus{}, pytorch::softplus, pytorch::points);
}

TEST_CASE("Softplus takes another beta and threshold") {
  checks::activation(strata::Softplus{.beta = 2, .threshold = 10}, pytorch::softplus_beta, pytorch::points);
}
