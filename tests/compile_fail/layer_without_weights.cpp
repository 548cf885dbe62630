// error: strata::ThisLayerHasNoWeights<strata::Tanh, strata::LayersAreCountedFrom0ActivationsIncluded>
#include <strata/strata.hpp>

using namespace strata;

int main() {
  Sequential<double, Input<2>, Dense<3>, Tanh> net;
  net.layer<1>().weights() << 1, 2;
}
