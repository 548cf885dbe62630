#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <strata/core/message.hpp>
#include <strata/core/tensor.hpp>

namespace strata::detail {

/// One tensor of a network: its name and shape in PyTorch's `state_dict`, its place in the flat vector here.
struct PlacedTensor {
  std::string name;
  std::vector<Index> shape;
  Index offset;

  Index rows() const { return shape[0]; }
  Index columns() const {
    Index product = 1;
    for (std::size_t axis = 1; axis < shape.size(); ++axis) product *= shape[axis];
    return product;
  }
  Index size() const { return rows() * columns(); }

  /// Where element `i` of PyTorch's order, by rows, lies in the flat vector, which is by columns.
  Index position(Index i) const { return offset + i / columns() + i % columns() * rows(); }
};

[[gnu::cold, gnu::noinline]] inline void place(std::string&& name, const Index* extents, std::size_t rank,
                                               Index& offset, std::vector<PlacedTensor>& placed) {
  placed.push_back({std::move(name), {extents, extents + rank}, offset});
  offset += placed.back().size();
}

template <Name Label, Index... Extents>
[[gnu::cold]] void place(const Tensor<Label, Extents...>& tensor, const std::string& prefix, Index& offset,
                         std::vector<PlacedTensor>& placed) {
  const auto extents = tensor.shape.extents();
  place(joined({prefix, std::string_view(tensor.name)}), extents.data(), extents.size(), offset, placed);
}

template <class... Items>
[[gnu::cold]] void place(const Tensors<Items...>& group, const std::string& prefix, Index& offset,
                         std::vector<PlacedTensor>& placed) {
  const auto visit = [&]<class Item>(std::size_t number, const Item& item) {
    constexpr bool is_group = requires { item.items; };
    place(item, is_group ? joined({prefix, number, "."}) : prefix, offset, placed);
  };
  [&]<std::size_t... I>(std::index_sequence<I...>) { (visit(I, std::get<I>(group.items)), ...); }
  (std::index_sequence_for<Items...>{});
}

/// The tensors of a layout in the order of the flat vector, named as `torch.nn.Sequential` names them:
/// `0.weight`, `0.bias`, `3.0.weight`. PyTorch:
/// https://pytorch.org/docs/stable/generated/torch.nn.Sequential.html
template <class... Items>
[[gnu::cold]] std::vector<PlacedTensor> placed_tensors(const Tensors<Items...>& layout) {
  std::vector<PlacedTensor> placed;
  Index offset = 0;
  place(layout, "", offset, placed);
  return placed;
}

/// Calls `f(tensor, vector)` with each tensor of a network and the flat vector it lies in: the parameters
/// first, then the state.
template <class Net, class F>
[[gnu::cold]] void for_each_tensor(Net& net, F&& f) {
  const auto visit = [&](const auto& layout, auto& vector) {
    for (const PlacedTensor& tensor : placed_tensors(layout)) f(tensor, vector);
  };
  visit(net.layers().parameters(net.input_shape()), net.parameters());
  visit(net.layers().state(net.input_shape()), net.state());
}

}  // namespace strata::detail
