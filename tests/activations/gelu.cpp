#include <strata/activations/gelu.hpp>

#include "../pytorch/reference.hpp"
#include "../support/checks.hpp"

TEST_CASE("GELU agrees with PyTorch and with finite differences") {
  checks::activation(strata::GELU{}, pytorch::gelu, pytorch::points);
}

TEST_CASE("GELUTanh agrees with PyTorch and with finite differences") {
  checks::activation(strata::GELUTanh{}, pytorch::gelu_tanh, pytorch::points);
}
