// error: strata: this layer has parameters or state, but no void initialize(const auto& context,
// error: see docs/extending.md
// shows: LayerContract<0, MyLayer
#include <strata/strata.hpp>

using namespace strata;

struct MyLayer {
  constexpr auto state(const auto&) const { return Tensors(tensor<"count">(Shape<1>{})); }
  void forward(const auto& x, auto& y, const auto&) const { y = x; }
  void backward_input(const auto&, const auto&, const auto& dy, auto& dx, const auto&) const { dx = dy; }
};

int main() { Sequential<double, Input<2>, MyLayer> net; }
