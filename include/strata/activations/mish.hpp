#pragma once

#include <cmath>
#include <numbers>

#include <strata/core/elementwise.hpp>

namespace strata {

/// y = x t with t = tanh(log(1 + exp(x))); dy/dx = t + x (1 - t^2) / (1 + exp(-x)).
/// PyTorch: https://pytorch.org/docs/stable/generated/torch.nn.Mish.html
struct Mish {
  /// The gain of the weights before it, as `Automatic` draws them.
  static constexpr double initial_gain() { return std::numbers::sqrt2; }

  template <class X>
  void forward(const X& x, auto& y, const auto&) const {
    using Scalar = typename X::Scalar;
    y = x.unaryExpr([](Scalar v) { return v * std::tanh(detail::softplus(v)); });
  }

  template <class X>
  void backward_input(const X& x, const auto&, const auto& dy, auto& dx, const auto&) const {
    using Scalar = typename X::Scalar;
    dx = x.binaryExpr(dy, [](Scalar v, Scalar d) {
      const Scalar t = std::tanh(detail::softplus(v));
      return d * (t + v * (1 - t * t) / (1 + std::exp(-v)));
    });
  }
};

}  // namespace strata
