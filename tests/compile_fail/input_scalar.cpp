// error: strata: the scalar type of the input differs from that of the network: use x.cast<...>()
// error: strata::ExpectedType<double>, strata::GotType<float>
#include <strata/strata.hpp>

using namespace strata;

int main() {
  Sequential<double, Input<2>, Dense<3>> net;
  net.forward(Eigen::Vector2f(1, 2));
}
