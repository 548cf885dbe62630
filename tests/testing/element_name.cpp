#include <strata/testing/element_name.hpp>

#include "../support/checks.hpp"

using namespace strata;

TEST_CASE("Elements of a flat vector have names") {
  const Sequential<double, Input<2>, Dense<3>, Tanh, Dense<1>> net;
  const auto layout = net.layers().parameters(net.input_shape());
  CHECK(element_name(layout, 0) == "0.weight(0, 0)");
  CHECK(element_name(layout, 5) == "0.weight(2, 1)");
  CHECK(element_name(layout, 6) == "0.bias(0)");
  CHECK(element_name(layout, 10) == "2.weight(0, 1)");
  CHECK(element_name(layout, 12) == "2.bias(0)");
  CHECK(element_name(layout, 13) == "");
}
