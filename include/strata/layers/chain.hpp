#pragma once

#include <cstddef>
#include <tuple>
#include <utility>

#include <strata/core/error.hpp>
#include <strata/core/initializer.hpp>
#include <strata/core/layer.hpp>

namespace strata {

namespace detail {

/// Calls `f` with the compile-time numbers 0 to N - 1.
template <std::size_t N, class F>
constexpr void for_each_index(F&& f) {
  [&]<std::size_t... I>(std::index_sequence<I...>) { (f(std::integral_constant<std::size_t, I>{}), ...); }
  (std::make_index_sequence<N>{});
}

/// Groups what `f` gives for the compile-time numbers 0 to N - 1.
template <std::size_t N, class F>
constexpr auto tensors_of(F&& f) {
  return [&]<std::size_t... I>(std::index_sequence<I...>) {
    using Group = Tensors<decltype(f(std::integral_constant<std::size_t, I>{}))...>;
    if constexpr (N == 0)
      return Group{};
    else
      return Group(f(std::integral_constant<std::size_t, I>{})...);
  }
  (std::make_index_sequence<N>{});
}

}  // namespace detail

/// Layers one after the other, seen as one layer.
///
/// A network is a chain with memory; a container such as a residual block is a layer that holds a chain.
/// Its scratch keeps the outputs between its layers (activations), the gradients of the loss in them
/// (deltas), and each layer's own scratch.
template <class... Layers>
class Chain {
  static_assert(sizeof...(Layers) > 0,
                "strata: a chain of layers, such as a Residual, needs at least one layer");

  template <std::size_t I>
  using LayerAt = std::tuple_element_t<I, std::tuple<Layers...>>;

 public:
  static constexpr std::size_t layer_count = sizeof...(Layers);

  /// Whether the last layer makes probabilities.
  static constexpr bool gives_probabilities = requires {
    requires LayerAt<layer_count - 1>::gives_probabilities;
  };

  constexpr Chain() = default;
  constexpr explicit Chain(const Layers&... layers) : layers_(layers...) {}

  template <std::size_t I>
  constexpr const auto& layer() const {
    return std::get<I>(layers_);
  }

  /// Calls `f` with all layers.
  template <class F>
  constexpr auto apply(F&& f) const {
    return std::apply(f, layers_);
  }

  /// The shape that layer `I` receives; for `I == layer_count`, the shape that the last one hands on.
  template <std::size_t I, class Input>
  constexpr auto shape_at(const Input& input) const {
    if constexpr (I == 0) {
      return input;
    } else {
      const auto received = shape_at<I - 1>(input);
      return output_shape_of(layer<I - 1>(), received);
    }
  }

  template <class Input>
  constexpr auto output_shape(const Input& input) const {
    return shape_at<layer_count>(input);
  }

  template <class Input>
  constexpr auto parameters(const Input& input) const {
    return detail::tensors_of<layer_count>(
        [&](auto i) { return parameters_of(layer<i>(), shape_at<i>(input)); });
  }

  template <class Input>
  constexpr auto state(const Input& input) const {
    return detail::tensors_of<layer_count>([&](auto i) { return state_of(layer<i>(), shape_at<i>(input)); });
  }

  template <class Input, class Batch>
  constexpr auto scratch(const Input& input, const Batch& batch) const {
    const auto activations = detail::tensors_of<layer_count - 1>(
        [&](auto i) { return tensor<"activation">(batch_shape(shape_at<i + 1>(input), batch)); });
    const auto own = detail::tensors_of<layer_count>(
        [&](auto i) { return scratch_of(layer<i>(), shape_at<i>(input), batch); });
    return Tensors(activations, activations, own);
  }

  void initialize(const auto& context, const auto& initializer) const {
    detail::for_each_index<layer_count>([&](auto i) {
      const auto own = child<i>(context);
      if constexpr (!has_no_memory<LayerAt<i>, std::remove_const_t<decltype(own.input_shape)>>)
        layer<i>().initialize(own, detail::for_gain(initializer, gain_from<i + 1>(context.input_shape)));
    });
  }

  void forward(const auto& x, auto& y, const auto& context) const {
    detail::for_each_index<layer_count>([&](auto i) {
      auto&& output = value<i + 1>(x, y, context);
      layer<i>().forward(value<i>(x, y, context), output, child<i>(context));
    });
  }

  void predict(const auto& x, auto& y, const auto& context) const {
    detail::for_each_index<layer_count>([&](auto i) {
      auto&& output = value<i + 1>(x, y, context);
      predict_with(layer<i>(), value<i>(x, y, context), output, child<i>(context));
    });
  }

  /// Leaves in the scratch the delta from which `backward_input` goes on, so it comes first.
  void backward_parameters(const auto& x, const auto& y, const auto& dy, const auto& gradient,
                           const auto& context) const {
    backward_down_to<0>(x, y, dy, gradient, context);
  }

  /// The first layer that has parameters, below which a network needs no gradients; `layer_count` if none
  /// has.
  template <class Input>
  static constexpr std::size_t first_trained() {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
      std::size_t first = 0;
      (void)((parameter_count_of<I, Input> != 0 || (++first, false)) || ...);
      return first;
    }
    (std::make_index_sequence<layer_count>{});
  }

  /// The gradients of the layers from `First` on.
  template <std::size_t First>
  void backward_down_to(const auto& x, const auto& y, const auto& dy, const auto& gradient,
                        const auto& context) const {
    detail::for_each_index<layer_count - First>([&](auto reversed) {
      constexpr std::size_t i = layer_count - 1 - reversed;
      const auto& input = value<i>(x, y, context);
      const auto& output = value<i + 1>(x, y, context);
      const auto& d_output = delta<i + 1>(dy, context);
      const auto own = child<i>(context);
      if constexpr (!has_no_parameters<LayerAt<i>, std::remove_const_t<decltype(own.input_shape)>>)
        layer<i>().backward_parameters(input, output, d_output, get<i>(gradient), own);
      if constexpr (i > First) {
        auto d_input = delta<i>(dy, context);
        layer<i>().backward_input(input, output, d_output, d_input, own);
      }
    });
  }

  void backward_input(const auto& x, const auto& y, const auto& dy, auto& dx, const auto& context) const {
    layer<0>().backward_input(x, value<1>(x, y, context), delta<1>(dy, context), dx, child<0>(context));
  }

 private:
  /// The number of parameters of layer `I`, as far as types tell.
  template <std::size_t I, class Input>
  static constexpr Index parameter_count_of =
      decltype(parameters_of(std::declval<LayerAt<I>>(), std::declval<Chain>().template shape_at<I>(
                                                             std::declval<Input>())))::template static_size<>;

  /// The gain that the first activation from layer `I` on states, seen through layers that keep their shape;
  /// 0 if none does.
  template <std::size_t I, class Input>
  constexpr double gain_from(const Input& input) const {
    if constexpr (I == layer_count) {
      return 0;
    } else {
      using Next = LayerAt<I>;
      using Received = decltype(shape_at<I>(input));
      if constexpr (requires(const Next& next) { next.initial_gain(); })
        return layer<I>().initial_gain();
      else if constexpr (requires(const Next& next, const Received& shape) { next.output_shape(shape); })
        return 0;
      else
        return gain_from<I + 1>(input);
    }
  }

  template <class Features, class Batch>
  static constexpr auto batch_shape(const Features& features, const Batch& batch) {
    return Shape<Features::static_size, Batch::static_size>(features.size(), batch.size());
  }

  /// What layer `I` receives; for `I == layer_count`, what the last one hands on.
  template <std::size_t I>
  static decltype(auto) value(const auto& x, auto& y, const auto& context) {
    if constexpr (I == 0)
      return (x);
    else if constexpr (I == layer_count)
      return (y);
    else
      return get<I - 1>(get<0>(context.scratch));
  }

  /// The gradient of the loss in `value<I>`, for `I` above 0.
  template <std::size_t I>
  static decltype(auto) delta(const auto& dy, const auto& context) {
    if constexpr (I == layer_count)
      return (dy);
    else
      return get<I - 1>(get<1>(context.scratch));
  }

  /// What layer `I` is lent of what the chain is lent; `initialize` is lent no scratch.
  template <std::size_t I, class Scalar, class In, class P, class S, class T, class Source>
  auto child(const Context<Scalar, In, P, S, T, Source>& context) const {
    const auto own_scratch = [&] {
      if constexpr (std::tuple_size_v<T> == 0)
        return context.scratch;
      else
        return get<I>(get<2>(context.scratch));
    }();
    return Context{shape_at<I>(context.input_shape),
                   get<I>(context.parameters),
                   get<I>(context.state),
                   own_scratch,
                   context.generator,
                   context.packing};
  }

  [[no_unique_address]] std::tuple<Layers...> layers_;
};

}  // namespace strata
