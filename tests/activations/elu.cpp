#include <strata/activations/elu.hpp>

#include "../pytorch/reference.hpp"
#include "../support/checks.hpp"

TEST_CASE("ELU agrees with PyTorch and with finite differences") {
  checks::activation(strata::ELU{}, pytorch::elu, pytorch::points);
}

TEST_CASE("ELU takes another alpha") {
  checks::activation(strata::ELU{.alpha = 0.5}, pytorch::elu_half, pytorch::points);
}
