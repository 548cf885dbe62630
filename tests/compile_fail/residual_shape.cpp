// error: strata: the layers of a Residual must hand on the shape that they receive
// error: strata::Shape<2>, strata::Shape<3>
#include <strata/strata.hpp>

using namespace strata;

int main() { Sequential<double, Input<2>, Residual<Dense<3>>> net; }
