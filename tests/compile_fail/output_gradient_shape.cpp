// error: strata: the target does not have the shape of the output, features x samples
// error: strata::Expected<3, 1>, strata::Got<2, 1>
#include <strata/strata.hpp>

using namespace strata;

int main() {
  Sequential<double, Input<2>, Dense<3>> net;
  auto pass = net.forward(Eigen::Vector2d(1, 2));
  net.backward(pass, Eigen::Vector2d(1, 2));
}
