#pragma once

#include <strata/core/layer.hpp>

/// Layers that a third party might write, each for one part of what a layer may ask for.
namespace third_party {

using strata::Shape;
using strata::tensor;
using strata::Tensors;

/// Scratch and generator: multiplies each element by a number drawn in training, by 1/2 in inference.
struct RandomScale {
  template <class Input, class Batch>
  constexpr auto scratch(const Input& input, const Batch& batch) const {
    return Tensors(
        tensor<"factor">(Shape<Input::static_size, Batch::static_size>(input.size(), batch.size())));
  }

  void forward(const auto& x, auto& y, const auto& context) const {
    auto factor = get<0>(context.scratch);
    for (strata::Index i = 0; i < factor.size(); ++i)
      factor.data()[i] =
          static_cast<typename std::remove_cvref_t<decltype(y)>::Scalar>(strata::uniform(context.generator));
    y = x.cwiseProduct(factor);
  }

  void predict(const auto& x, auto& y, const auto&) const { y = x / 2; }

  void backward_input(const auto&, const auto&, const auto& dy, auto& dx, const auto& context) const {
    dx = dy.cwiseProduct(get<0>(context.scratch));
  }
};

/// State: subtracts the mean of the batch in training and remembers it for inference.
struct Center {
  template <class Input>
  constexpr auto state(const Input& input) const {
    return Tensors(tensor<"mean">(Shape<Input::static_size>(input.size())));
  }

  void initialize(const auto& context, const auto&) const {
    auto mean = get<0>(context.state);
    mean.setZero();
  }

  void forward(const auto& x, auto& y, const auto& context) const {
    auto mean = get<0>(context.state);
    mean = x.rowwise().mean();
    y = x.colwise() - mean;
  }

  void predict(const auto& x, auto& y, const auto& context) const { y = x.colwise() - get<0>(context.state); }

  void backward_input(const auto&, const auto&, const auto& dy, auto& dx, const auto&) const {
    dx = dy.colwise() - dy.rowwise().mean();
  }
};

/// A mistake: the derivative of x^3 is 3 x^2.
struct WrongCube {
  void forward(const auto& x, auto& y, const auto&) const { y = x.array().cube(); }

  void backward_input(const auto& x, const auto&, const auto& dy, auto& dx, const auto&) const {
    dx = dy.array() * 2 * x.array().square();
  }
};

}  // namespace third_party
