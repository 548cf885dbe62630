#pragma once

#include <strata/core/exp.hpp>

namespace strata {

/// The self-normalising unit: y = s x where x > 0, else s alpha (exp(x) - 1); dy/dx = s or y + s alpha.
///
/// s and alpha make mean 0 and variance 1 a fixed point of layers with LeCun's weights.
/// Klambauer et al. (2017); PyTorch: https://pytorch.org/docs/stable/generated/torch.nn.SELU.html
struct SELU {
  static constexpr double scale = 1.0507009873554804934193349852946;
  static constexpr double alpha = 1.6732632423543772848170429916717;

  /// The gain of the weights before it, as `Automatic` draws them.
  static constexpr double initial_gain() { return 1; }

  template <class X>
  void forward(const X& x, auto& y, const auto&) const {
    using Scalar = typename X::Scalar;
    y.array() = Scalar(scale) * x.array().max(Scalar{0}) +
                Scalar(scale * alpha) * detail::expm1(x.array().min(Scalar{0}));
  }

  template <class X>
  void backward_input(const X& x, const auto& y, const auto& dy, auto& dx, const auto&) const {
    using Scalar = typename X::Scalar;
    dx.array() =
        (x.array() > 0).select(Scalar(scale) * dy.array(), dy.array() * (y.array() + Scalar(scale * alpha)));
  }
};

}  // namespace strata
