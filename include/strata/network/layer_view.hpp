#pragma once

#include <cstddef>
#include <string_view>
#include <tuple>

#include <strata/core/tensor.hpp>

namespace strata {

/// Stand in the text of a compile-time error for the tensor that a layer does not have, and for a reason.
struct LayersAreCountedFrom0ActivationsIncluded;
template <class Layer, class Hint>
struct ThisLayerHasNoWeights;
template <class Layer, class Hint>
struct ThisLayerHasNoBias;
template <class Layer, Name Label, class Hint>
struct ThisLayerHasNoParameterOfThisName;

namespace detail {

/// The name of a tensor; a group of them has none.
template <class Item>
constexpr std::string_view item_name() {
  if constexpr (requires { Item::name; })
    return Item::name;
  else
    return {};
}

/// The place of the tensor of this name; their number where there is none.
template <Name Label, class... Items>
constexpr std::size_t index_of() {
  std::size_t index = 0;
  (void)((item_name<Items>() == Label.view() || (++index, false)) || ...);
  return index;
}

/// The type of view `I`, or `Missing` where there are not so many.
template <class Views, std::size_t I, class Missing, bool Exists = (I < std::tuple_size_v<Views>)>
struct ViewOr {
  using type = std::tuple_element_t<I, Views>;
};

template <class Views, std::size_t I, class Missing>
struct ViewOr<Views, I, Missing, false> {
  using type = Missing;
};

}  // namespace detail

/// One layer of a network together with views on its parameters.
template <class Layer, class Layout, class Views>
class LayerView;

template <class Layer, class... Items, class Views>
class LayerView<Layer, Tensors<Items...>, Views> {
  using Hint = LayersAreCountedFrom0ActivationsIncluded;

  template <Name Label, class Missing>
  using View = typename detail::ViewOr<Views, detail::index_of<Label, Items...>(), Missing>::type;

 public:
  LayerView(const Layer& layer, const Views& views) : layer_(layer), views_(views) {}

  /// The layer's description.
  const Layer& description() const { return layer_; }

  /// The tensor of that name, as an `Eigen::Map` on the vector that was viewed. A layer without it can be
  /// told by `requires { view.template parameter<"scale">(); }`, as one without the tensors below.
  template <Name Label>
  View<Label, ThisLayerHasNoParameterOfThisName<Layer, Label, Hint>> parameter() const {
    return get<detail::index_of<Label, Items...>()>(views_);
  }

  /// The tensor "weight": for `Dense`, units x inputs.
  View<"weight", ThisLayerHasNoWeights<Layer, Hint>> weights() const {
    return get<detail::index_of<"weight", Items...>()>(views_);
  }

  /// The tensor "bias": one element for each unit.
  View<"bias", ThisLayerHasNoBias<Layer, Hint>> bias() const {
    return get<detail::index_of<"bias", Items...>()>(views_);
  }

 private:
  Layer layer_;
  Views views_;
};

}  // namespace strata
