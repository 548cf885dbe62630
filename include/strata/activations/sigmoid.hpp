#pragma once

#include <strata/core/elementwise.hpp>

namespace strata {

/// The logistic function y = 1 / (1 + exp(-x)); dy/dx = y (1 - y).
/// PyTorch: https://pytorch.org/docs/stable/generated/torch.nn.Sigmoid.html
struct Sigmoid {
  /// The weights before it are Glorot's, as `Automatic` draws them.
  static constexpr double initial_gain() { return 0; }

  void forward(const auto& x, auto& y, const auto&) const { y.array() = detail::logistic(x); }

  void backward_input(const auto&, const auto& y, const auto& dy, auto& dx, const auto&) const {
    dx.array() = dy.array() * y.array() * (1 - y.array());
  }
};

}  // namespace strata
