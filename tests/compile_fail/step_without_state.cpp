// error: strata: this optimizer remembers earlier steps: auto state = adam.init(net.parameters())
#include <strata/strata.hpp>

using namespace strata;

int main() {
  Sequential<double, Input<2>, Dense<3>> net;
  auto pass = net.forward(Eigen::Vector2d(1, 2));
  Adam{}.step(net.parameters(), pass.gradient());
}
