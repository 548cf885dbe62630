// A network of so many LAYERS, every other one Dense and none as wide as another: one training step.

#include <cstdio>
#include <type_traits>
#include <utility>

#include <strata/strata.hpp>

namespace {

using namespace strata;

template <std::size_t... I>
auto network(std::index_sequence<I...>) {
  return Sequential<float, Input<16>, std::conditional_t<I % 2 == 0, Dense<8 + I>, Tanh>...>{};
}

}  // namespace

int main() {
  auto net = network(std::make_index_sequence<LAYERS>{});
  const Eigen::Vector<float, 16> x = Eigen::Vector<float, 16>::Random();
  Workspace<decltype(net), 1> pass;
  net.forward(x, pass);
  std::printf("%g\n",
              static_cast<double>(net.backward(pass, MeanSquaredError{}, pass.output().cwiseAbs().eval())));
  SGD{}.step(net.parameters(), pass.gradient());
}
