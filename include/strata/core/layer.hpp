#pragma once

#include <concepts>
#include <type_traits>
#include <utility>

#include <strata/core/context.hpp>
#include <strata/core/tensor.hpp>

/// What a layer is, and what it may leave out. docs/extending.md shows how to write one.
namespace strata {

/// The shape of one output sample; a layer without `output_shape` keeps the shape it receives.
template <class L, class InputShape>
constexpr auto output_shape_of(const L& layer, const InputShape& input) {
  if constexpr (requires { layer.output_shape(input); })
    return layer.output_shape(input);
  else
    return input;
}

/// The tensors that are trained; none where the layer does not say.
template <class L, class InputShape>
constexpr auto parameters_of(const L& layer, const InputShape& input) {
  if constexpr (requires { layer.parameters(input); })
    return layer.parameters(input);
  else
    return Tensors<>{};
}

/// The tensors that are saved but not trained; none where the layer does not say.
template <class L, class InputShape>
constexpr auto state_of(const L& layer, const InputShape& input) {
  if constexpr (requires { layer.state(input); })
    return layer.state(input);
  else
    return Tensors<>{};
}

/// The tensors that pass from `forward` to the backward functions; none where the layer does not say.
/// `batch` is a `Shape<Samples>`.
template <class L, class InputShape, class Batch>
constexpr auto scratch_of(const L& layer, const InputShape& input, const Batch& batch) {
  if constexpr (requires { layer.scratch(input, batch); })
    return layer.scratch(input, batch);
  else
    return Tensors<>{};
}

/// The output in inference; a layer without `predict` does there what it does in training.
template <class L, class X, class Y, class C>
void predict_with(const L& layer, const X& x, Y& y, const C& context) {
  if constexpr (requires { layer.predict(x, y, context); })
    layer.predict(x, y, context);
  else
    layer.forward(x, y, context);
}

namespace detail {

/// A layer whose outputs are probabilities.
template <class L>
concept GivesProbabilities = requires {
  requires L::gives_probabilities;
};

/// Stands for each matrix and context in the requirements below.
template <class L, class Scalar, class InputShape>
struct LayerCall {
  using Matrix = Eigen::Map<Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic>>;

  template <class Layout>
  using Views = decltype(std::declval<Layout>().view(std::declval<Scalar*>()));

  using Parameters = Views<decltype(parameters_of(std::declval<L>(), std::declval<InputShape>()))>;
  using State = Views<decltype(state_of(std::declval<L>(), std::declval<InputShape>()))>;
  using Scratch = Views<decltype(scratch_of(std::declval<L>(), std::declval<InputShape>(),
                                            std::declval<Shape<Dynamic>>()))>;
  using AContext = Context<Scalar, InputShape, Parameters, State, Scratch, Generator>;
};

/// Fills nothing: it only stands for an initializer in the requirements below.
struct AnyInitializer {
  void operator()(auto&&, auto&&, auto&) const {}
};

}  // namespace detail

/// `layer.forward(x, y, context)` writes the output y of a batch x in training.
template <class L, class Scalar, class InputShape, class Call = detail::LayerCall<L, Scalar, InputShape>>
concept HasForward = requires(const L& layer, const typename Call::Matrix& x, typename Call::Matrix& y,
                              const typename Call::AContext& context) {
  layer.forward(x, y, context);
};

/// `layer.backward_input(x, y, dy, dx, context)` writes dL/dx, given dL/dy.
template <class L, class Scalar, class InputShape, class Call = detail::LayerCall<L, Scalar, InputShape>>
concept HasBackwardInput = requires(const L& layer, const typename Call::Matrix& m, typename Call::Matrix& dx,
                                    const typename Call::AContext& context) {
  layer.backward_input(m, m, m, dx, context);
};

/// `layer.backward_parameters(x, y, dy, gradient, context)` writes dL/dparameters, given dL/dy.
template <class L, class Scalar, class InputShape, class Call = detail::LayerCall<L, Scalar, InputShape>>
concept HasBackwardParameters = requires(const L& layer, const typename Call::Matrix& m,
                                         const typename Call::Parameters& gradient,
                                         const typename Call::AContext& context) {
  layer.backward_parameters(m, m, m, gradient, context);
};

/// `layer.initialize(context, initializer)` writes the first parameters and state.
template <class L, class Scalar, class InputShape, class Call = detail::LayerCall<L, Scalar, InputShape>>
concept HasInitialize = requires(const L& layer, const typename Call::AContext& context,
                                 const detail::AnyInitializer& initializer) {
  layer.initialize(context, initializer);
};

/// True where the layer declares neither parameters nor state.
template <class L, class InputShape>
inline constexpr bool has_no_memory =
    std::same_as<decltype(parameters_of(std::declval<L>(), std::declval<InputShape>())), Tensors<>>&&
        std::same_as<decltype(state_of(std::declval<L>(), std::declval<InputShape>())), Tensors<>>;

/// True where the layer declares no parameters.
template <class L, class InputShape>
inline constexpr bool has_no_parameters =
    std::same_as<decltype(parameters_of(std::declval<L>(), std::declval<InputShape>())), Tensors<>>;

/// A description with pure functions: the equations of the forward pass and of its two pullbacks. It holds
/// constants alone, so one layer serves any number of networks and threads.
template <class L, class Scalar = double, class InputShape = Shape<Dynamic>>
concept Layer = std::copyable<L> && HasForward<L, Scalar, InputShape> &&
    HasBackwardInput<L, Scalar, InputShape> &&
    (has_no_parameters<L, InputShape> ||
     HasBackwardParameters<L, Scalar, InputShape>)&&(has_no_memory<L, InputShape> ||
                                                     HasInitialize<L, Scalar, InputShape>);

}  // namespace strata
