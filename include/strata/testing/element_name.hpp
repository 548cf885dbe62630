#pragma once

#include <string>
#include <utility>

#include <strata/core/tensor.hpp>

namespace strata {

/// The name of element `index` of a flat vector with this layout: `weight(1, 2)`, in row and column.
template <Name Label, Index... Extents>
std::string element_name(const Tensor<Label, Extents...>& tensor, Index index) {
  const Index rows = tensor.shape.template extent<0>();
  std::string text = std::string(tensor.name) + "(" + std::to_string(index % rows);
  if (tensor.columns() > 1) text += ", " + std::to_string(index / rows);
  return text + ")";
}

/// The same for groups: the tensors of layer 0 begin with `0.`, as in PyTorch's `state_dict`.
template <class... Items>
std::string element_name(const Tensors<Items...>& group, Index index) {
  std::string name;
  const auto visit = [&]<std::size_t I, class Item>(std::integral_constant<std::size_t, I>,
                                                    const Item& item) {
    const Index size = item.size();
    if (index >= 0 && index < size) {
      constexpr bool is_group = requires { item.items; };
      name = (is_group ? std::to_string(I) + "." : "") + element_name(item, index);
    }
    index -= size;
  };
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    (visit(std::integral_constant<std::size_t, I>{}, std::get<I>(group.items)), ...);
  }
  (std::index_sequence_for<Items...>{});
  return name;
}

}  // namespace strata
