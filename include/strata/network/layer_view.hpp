#pragma once

#include <cstddef>
#include <tuple>

#include <strata/core/tensor.hpp>

namespace strata {

/// One layer of a network together with views on its parameters.
template <class Layer, class Layout, class Views>
class LayerView;

template <class Layer, class... Items, class Views>
class LayerView<Layer, Tensors<Items...>, Views> {
 public:
  LayerView(const Layer& layer, const Views& views) : layer_(layer), views_(views) {}

  /// The layer's description.
  const Layer& description() const { return layer_; }

  /// The tensor of that name, as an `Eigen::Map` on the vector that was viewed.
  template <Name Label>
  auto parameter() const {
    static_assert(has<Label>, "strata: the layer has no parameter of this name");
    return get<index_of<Label>>(views_);
  }

  /// The tensor "weight": for `Dense`, units x inputs.
  auto weights() const { return parameter<"weight">(); }

  /// The tensor "bias": one element for each unit.
  auto bias() const { return parameter<"bias">(); }

 private:
  template <Name Label>
  static constexpr std::size_t index_of = [] {
    std::size_t index = 0;
    (void)((Items::name == Label.view() || (++index, false)) || ...);
    return index;
  }();

  template <Name Label>
  static constexpr bool has = index_of<Label> < sizeof...(Items);

  Layer layer_;
  Views views_;
};

}  // namespace strata
