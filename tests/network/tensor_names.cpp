#include <strata/layers/chain.hpp>
#include <strata/layers/residual.hpp>
#include <strata/network/tensor_names.hpp>

#include "../support/checks.hpp"

using namespace strata;
using detail::placed_tensors;

namespace {

std::vector<std::string> names_of(auto& net) {
  std::vector<std::string> names;
  detail::for_each_tensor(net, [&](const auto& tensor, const auto&) { names.push_back(tensor.name); });
  return names;
}

}  // namespace

TEST_CASE("Tensors are named as torch.nn.Sequential names them, activations counted") {
  const Sequential<double, Input<3>, Dense<4>, BatchNorm, ReLU, Dense<2, false>> net;
  CHECK(names_of(net) == std::vector<std::string>{"0.weight", "0.bias", "1.weight", "1.bias", "3.weight",
                                                  "1.running_mean", "1.running_var"});
}

TEST_CASE("The tensors of containers carry the numbers of both") {
  const Sequential<double, Input<3>, Tanh, Residual<Chain<Dense<3>>, ReLU, Dense<3, false>>> net;
  CHECK(names_of(net) == std::vector<std::string>{"1.0.0.weight", "1.0.0.bias", "1.2.weight"});
}

TEST_CASE("Shapes and places are those of the network") {
  const auto net = make_sequential<double>(Input{3}, Dense{4}, Dense<2>{});
  const auto placed = placed_tensors(net.layers().parameters(net.input_shape()));
  REQUIRE(placed.size() == 4);
  CHECK(placed[0].shape == std::vector<Index>{4, 3});
  CHECK(placed[1].shape == std::vector<Index>{4});
  CHECK(placed[2].shape == std::vector<Index>{2, 4});
  CHECK(placed[3].offset == 4 * 3 + 4 + 2 * 4);
  CHECK(placed[3].size() == 2);
}

TEST_CASE("PyTorch's order, by rows, finds each element of a matrix") {
  Sequential<double, Input<3>, Dense<2>> net;
  net.layer<0>().weights() << 1, 2, 3, 4, 5, 6;
  net.layer<0>().bias() << 7, 8;
  const auto placed = placed_tensors(net.layers().parameters(net.input_shape()));
  for (Index i = 0; i < 6; ++i) CHECK(net.parameters()(placed[0].position(i)) == double(i + 1));
  for (Index i = 0; i < 2; ++i) CHECK(net.parameters()(placed[1].position(i)) == double(i + 7));
}

TEST_CASE("A tensor of more extents is a matrix whose columns are all but the first") {
  const auto placed = placed_tensors(Tensors(tensor<"kernel">(Shape<2, 3, 5>{})));
  CHECK(placed[0].shape == std::vector<Index>{2, 3, 5});
  CHECK(placed[0].size() == 30);
  CHECK(placed[0].position(0) == 0);
  CHECK(placed[0].position(1) == 2);
  CHECK(placed[0].position(15) == 1);
  CHECK(placed[0].position(29) == 29);
}
