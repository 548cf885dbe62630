#include <strata/initializers/constant.hpp>

#include "../support/checks.hpp"

using namespace strata;

TEST_CASE("Constant and Zeros set every weight and leave biases at zero") {
  Sequential<double, Input<3>, Dense<4>> net;
  net.initialize(Constant{0.25});
  CHECK((net.layer<0>().weights().array() == 0.25).all());
  CHECK((net.layer<0>().bias().array() == 0).all());
  net.initialize(Constant{});
  CHECK((net.parameters().array() == 0).all());
  net.initialize(Constant{-1});
  net.initialize(Zeros{});
  CHECK((net.parameters().array() == 0).all());
}
