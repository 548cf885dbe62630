// error: strata: this layer draws random numbers in training: pass a generator
// error: as in net.forward(x, pass, generator)
// shows: NoGenerator
#include <strata/strata.hpp>

#include "../support/layers.hpp"

using namespace strata;

int main() {
  Sequential<double, Input<2>, third_party::RandomScale> net;
  net.forward(Eigen::Vector2d(1, 2));
}
