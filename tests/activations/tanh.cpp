#include <strata/activations/tanh.hpp>

#include "../pytorch/reference.hpp"
#include "../support/checks.hpp"

TEST_CASE("Tanh agrees with PyTorch and with finite differences") {
  checks::activation(strata::Tanh{}, pytorch::tanh, pytorch::points);
}
