#include <strata/activations/silu.hpp>

#include "../pytorch/reference.hpp"
#include "../support/checks.hpp"

TEST_CASE("SiLU agrees with PyTorch and with finite differences") {
  checks::activation(strata::SiLU{}, pytorch::silu, pytorch::points);
}
