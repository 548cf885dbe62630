// error: strata: this layer has no void backward_input(const auto& x, const auto& y, const auto& dy,
// error: see docs/extending.md
// shows: LayerContract<1, MyLayer
#include <strata/strata.hpp>

using namespace strata;

struct MyLayer {
  void forward(const auto& x, auto& y, const auto&) const { y = x; }
};

int main() { Sequential<double, Input<2>, Dense<3>, MyLayer> net; }
