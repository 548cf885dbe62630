// error: strata: the network has fewer layers: they are counted from 0 to
// error: strata::Expected<1>, strata::Got<2>
#include <strata/strata.hpp>

using namespace strata;

int main() {
  Sequential<double, Input<2>, Dense<3>, Tanh> net;
  net.layer<2>();
}
