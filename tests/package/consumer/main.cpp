#include <strata/strata.hpp>

#if defined(EXPECTS_EIGEN_5) != defined(COMES_WITH_EIGEN_5)
#error "strata found another Eigen than it was shown"
#endif

using namespace strata;

int main() {
  const Sequential<double, Input<2>, Dense<1>, Sigmoid, Dense<2>, Sigmoid> net;
  return net.predict(Eigen::Vector2d{0.1, 0.2}).allFinite() ? 0 : 1;
}
