// error: strata: this layer has parameters, but no void backward_parameters(
// shows: LayerContract<0, MyLayer
#include <strata/strata.hpp>

using namespace strata;

struct MyLayer {
  constexpr auto parameters(const auto&) const { return Tensors(tensor<"scale">(Shape<1>{})); }
  void initialize(const auto&, const auto&) const {}
  void forward(const auto& x, auto& y, const auto&) const { y = x; }
  void backward_input(const auto&, const auto&, const auto& dy, auto& dx, const auto&) const { dx = dy; }
};

int main() { Sequential<double, Input<2>, MyLayer> net; }
