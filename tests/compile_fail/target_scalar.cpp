// error: strata: the scalar type of the target differs from that of the output: use target.cast<...>()
// error: strata::ExpectedType<double>, strata::GotType<float>
#include <strata/strata.hpp>

using namespace strata;

int main() {
  Sequential<double, Input<2>, Dense<2>> net;
  auto pass = net.forward(Eigen::Vector2d(1, 2));
  net.backward(pass, MeanSquaredError{}, Eigen::Vector2f(1, 2));
}
