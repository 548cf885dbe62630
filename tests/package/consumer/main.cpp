#include <strata/strata.hpp>

using namespace strata;

int main() {
  const Sequential<double, Input<2>, Dense<1>, Sigmoid, Dense<2>, Sigmoid> net;
  return net.predict(Eigen::Vector2d{0.1, 0.2}).allFinite() ? 0 : 1;
}
