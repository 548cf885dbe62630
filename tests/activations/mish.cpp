#include <strata/activations/mish.hpp>

#include "../pytorch/reference.hpp"
#include "../support/checks.hpp"

TEST_CASE("Mish agrees with PyTorch and with finite differences") {
  checks::activation(strata::Mish{}, pytorch::mish, pytorch::points);
}
