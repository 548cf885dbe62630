#pragma once

#include <Eigen/Core>
#include <numbers>

namespace strata {

/// y = x min(max(x + 3, 0), 6) / 6; dy/dx = 0 below -3, 1 above 3, between them x / 3 + 1 / 2.
/// PyTorch: https://pytorch.org/docs/stable/generated/torch.nn.Hardswish.html
struct HardSwish {
  /// The gain of the weights before it, as `Automatic` draws them.
  static constexpr double initial_gain() { return std::numbers::sqrt2; }

  template <class X>
  void forward(const X& x, auto& y, const auto&) const {
    using Scalar = typename X::Scalar;
    const auto share = (x.array() + Scalar{3}).max(Scalar{0}).min(Scalar{6}) * (1 / Scalar{6});
    y.array() = x.array().max(Scalar{-3}) * share;  // not an infinity times 0, nor 6 times the largest number
  }

  template <class X>
  void backward_input(const X& x, const auto&, const auto& dy, auto& dx, const auto&) const {
    using Scalar = typename X::Scalar;
    dx = x.binaryExpr(dy, [](Scalar v, Scalar d) {
      return v < -3 ? Scalar{0} : v > 3 ? d : d * (v / 3 + Scalar{0.5});
    });
  }
};

}  // namespace strata
