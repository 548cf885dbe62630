// error: strata: this layer has no void forward(const auto& x, auto& y, const auto& context) const
// shows: LayerContract<1, MyLayer
#include <strata/strata.hpp>

using namespace strata;

struct MyLayer {
  void backward_input(const auto&, const auto&, const auto& dy, auto& dx, const auto&) const { dx = dy; }
};

int main() { Sequential<double, Input<2>, Dense<3>, MyLayer> net; }
