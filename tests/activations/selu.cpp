#include <strata/activations/selu.hpp>

#include "../pytorch/reference.hpp"
#include "../support/checks.hpp"

TEST_CASE("SELU agrees with PyTorch and with finite differences") {
  checks::activation(strata::SELU{}, pytorch::selu, pytorch::points);
}
