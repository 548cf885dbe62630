#include <strata/activations/hard_swish.hpp>

#include "../pytorch/reference.hpp"
#include "../support/checks.hpp"

TEST_CASE("HardSwish agrees with PyTorch and with finite differences") {
  checks::activation(strata::HardSwish{}, pytorch::hard_swish, pytorch::points);
}
