#include <strata/activations/identity.hpp>

#include "../pytorch/reference.hpp"
#include "../support/checks.hpp"

TEST_CASE("Identity agrees with PyTorch and with finite differences") {
  checks::activation(strata::Identity{}, pytorch::identity, pytorch::points);
}
