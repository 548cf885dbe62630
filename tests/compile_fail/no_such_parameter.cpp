// error: strata::ThisLayerHasNoBias<strata::Dense<3
#include <strata/strata.hpp>

using namespace strata;

int main() {
  Sequential<double, Input<2>, Dense<3, no_bias>> net;
  net.layer<0>().bias();
}
