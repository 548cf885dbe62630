#pragma once

#include <strata/core/elementwise.hpp>
#include <strata/core/exp.hpp>

namespace strata {

/// The logistic function y = 1 / (1 + exp(-x)); dy/dx = y (1 - y).
/// PyTorch: https://pytorch.org/docs/stable/generated/torch.nn.Sigmoid.html
struct Sigmoid {
  /// The weights before it are Glorot's, as `Automatic` draws them.
  static constexpr double initial_gain() { return 0; }

  /// Losses that take logits are refused after it.
  static constexpr bool gives_probabilities = true;

  void forward(const auto& x, auto& y, const auto&) const {
    detail::transform([](const auto& v) { return detail::logistic(v); }, y, x);
  }

  void backward_input(const auto&, const auto& y, const auto& dy, auto& dx, const auto&) const {
    detail::transform([](const auto& d, const auto& v) { return d * (v * (1 - v)); }, dx, dy, y);
  }
};

}  // namespace strata
