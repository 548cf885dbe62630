#pragma once

#include <Eigen/Core>
#include <numbers>

namespace strata {

/// The rectified linear unit y = max(0, x); dy/dx = 1 where x > 0, else 0. A NaN stays a NaN.
/// PyTorch: https://pytorch.org/docs/stable/generated/torch.nn.ReLU.html
struct ReLU {
  /// The gain of the weights before it, as `Automatic` draws them.
  static constexpr double initial_gain() { return std::numbers::sqrt2; }

  template <class X>
  void forward(const X& x, auto& y, const auto&) const {
    y = x.cwiseMax(typename X::Scalar{0});
  }

  void backward_input(const auto&, const auto& y, const auto& dy, auto& dx, const auto&) const {
    dx = (y.array() > 0).select(dy, 0);
  }
};

}  // namespace strata
