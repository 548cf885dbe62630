#include <strata/strata.hpp>

using namespace strata;

int main() {
  Sequential<double, Input<2>, Dense<3>, Tanh> net;
  auto pass = net.forward(Eigen::Vector2d(0.1, 0.2));
  net.backward(pass, MeanSquaredError{}, Eigen::Vector3d(1, 2, 3));
  return net.predict(Eigen::Vector2d(0.1, 0.2))(0) > 0;
}
