// error: strata: the target does not have the shape of the network's output, features x samples
// shows: TargetHasShapeOfOutput<strata::MeanSquaredError, strata::Expected<3, 1>, strata::Got<2, 1>
#include <strata/strata.hpp>

using namespace strata;

int main() {
  Sequential<double, Input<2>, Dense<3>> net;
  auto pass = net.forward(Eigen::Vector2d(1, 2));
  net.backward(pass, MeanSquaredError{}, Eigen::Vector2d(1, 2));
}
