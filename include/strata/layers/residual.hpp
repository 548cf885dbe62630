#pragma once

#include <Eigen/Core>
#include <string>
#include <type_traits>
#include <utility>

#include <strata/core/error.hpp>
#include <strata/core/layer.hpp>
#include <strata/core/static_assert.hpp>
#include <strata/layers/chain.hpp>

namespace strata {

/// Says at compile time that the layers inside a `Residual` hand on another shape than they receive.
template <class ReceivedShape, class ReturnedShape, bool Agree>
struct ResidualKeepsShape {
  STRATA_STATIC_ASSERT(
      Agree,
      "strata: the layers of a Residual must hand on the shape that they receive, because both "
      "are added; end them with a Dense of that width",
      ReceivedShape, ReturnedShape);
};

/// A skip connection, y = x + f(x), where f is a chain of layers that keeps the shape;
/// dL/dx = dL/dy + the pullback of f.
///
/// He et al., Deep Residual Learning for Image Recognition (2016).
template <class... Layers>
class Residual {
 public:
  constexpr Residual() = default;
  constexpr explicit Residual(const Layers&... layers) requires(sizeof...(Layers) > 0) : inner_(layers...) {}

  /// The layers of f, without memory.
  constexpr const Chain<Layers...>& layers() const { return inner_; }

  /// Throws `std::invalid_argument` where f hands on another shape.
  template <class Input>
  constexpr auto output_shape(const Input& input) const {
    using Returned = std::remove_const_t<decltype(inner_.output_shape(input))>;
    (void)ResidualKeepsShape<Input, Returned, detail::may_agree(Input::static_size, Returned::static_size)>{};
    const auto returned = inner_.output_shape(input);
    if (!(returned.size() == input.size()))
      detail::throw_mismatch("Residual", "layers that return the shape " + to_string(input),
                             to_string(returned), "both are added; end with a Dense of that width");
    return input;
  }

  template <class Input>
  constexpr auto parameters(const Input& input) const {
    return inner_.parameters(input);
  }

  template <class Input>
  constexpr auto state(const Input& input) const {
    return inner_.state(input);
  }

  /// Keeps f(x) apart, because the backward pass of f asks for it.
  template <class Input, class Batch>
  constexpr auto scratch(const Input& input, const Batch& batch) const {
    const Shape<Input::static_size, Batch::static_size> shape(input.size(), batch.size());
    return Tensors(tensor<"f">(shape), inner_.scratch(input, batch));
  }

  void initialize(const auto& context, const auto& initializer) const {
    inner_.initialize(context, initializer);
  }

  void forward(const auto& x, auto& y, const auto& context) const {
    auto f = get<0>(context.scratch);
    inner_.forward(x, f, within(context));
    y = x + f;
  }

  void predict(const auto& x, auto& y, const auto& context) const {
    auto f = get<0>(context.scratch);
    inner_.predict(x, f, within(context));
    y = x + f;
  }

  void backward_parameters(const auto& x, const auto&, const auto& dy, const auto& gradient,
                           const auto& context) const {
    inner_.backward_parameters(x, get<0>(context.scratch), dy, gradient, within(context));
  }

  void backward_input(const auto& x, const auto&, const auto& dy, auto& dx, const auto& context) const {
    inner_.backward_input(x, get<0>(context.scratch), dy, dx, within(context));
    dx += dy;
  }

 private:
  static auto within(const auto& context) {
    return Context{context.input_shape,     context.parameters, context.state,
                   get<1>(context.scratch), context.generator,  context.packing};
  }

  [[no_unique_address]] Chain<Layers...> inner_;
};

}  // namespace strata
