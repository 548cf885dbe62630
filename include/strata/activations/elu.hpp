#pragma once

#include <numbers>

#include <strata/core/exp.hpp>

namespace strata {

/// The exponential linear unit: y = x where x > 0, else alpha (exp(x) - 1); dy/dx = 1 or y + alpha.
/// PyTorch: https://pytorch.org/docs/stable/generated/torch.nn.ELU.html
struct ELU {
  double alpha = 1;

  /// The gain of the weights before it, as `Automatic` draws them.
  static constexpr double initial_gain() { return std::numbers::sqrt2; }

  template <class X>
  void forward(const X& x, auto& y, const auto&) const {
    using Scalar = typename X::Scalar;
    const auto a = static_cast<Scalar>(alpha);
    y.array() = x.array().max(Scalar{0}) + a * detail::expm1(x.array().min(Scalar{0}));
  }

  template <class X>
  void backward_input(const X& x, const auto& y, const auto& dy, auto& dx, const auto&) const {
    const auto a = static_cast<typename X::Scalar>(alpha);
    dx.array() = (x.array() > 0).select(dy.array(), dy.array() * (y.array() + a));
  }
};

}  // namespace strata
