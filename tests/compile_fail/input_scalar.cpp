// error: strata: the input's scalar type differs from the network's: use x.cast<...>()
// shows: InputHasScalarOfNetwork<double, float>
#include <strata/strata.hpp>

using namespace strata;

int main() {
  Sequential<double, Input<2>, Dense<3>> net;
  net.forward(Eigen::Vector2f(1, 2));
}
