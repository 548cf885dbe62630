#pragma once

#include <numbers>

#include <strata/core/elementwise.hpp>

namespace strata {

/// The sigmoid linear unit, also called swish: y = x s with s = 1 / (1 + exp(-x)); dy/dx = s (1 + x (1 - s)).
/// PyTorch: https://pytorch.org/docs/stable/generated/torch.nn.SiLU.html
struct SiLU {
  /// The gain of the weights before it, as `Automatic` draws them.
  static constexpr double initial_gain() { return std::numbers::sqrt2; }

  void forward(const auto& x, auto& y, const auto&) const {
    y.array() = x.array() * detail::logistic(x.array());
  }

  void backward_input(const auto& x, const auto&, const auto& dy, auto& dx, const auto&) const {
    auto s = dx.array();  // one evaluation of the exponential: dx holds s first
    s = detail::logistic(x.array());
    dx.array() = dy.array() * s * (1 + x.array() * (1 - s));
  }
};

}  // namespace strata
