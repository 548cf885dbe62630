#pragma once

#include <strata/core/tanh.hpp>

namespace strata {

/// The hyperbolic tangent y = tanh(x); dy/dx = 1 - y^2.
/// PyTorch: https://pytorch.org/docs/stable/generated/torch.nn.Tanh.html
struct Tanh {
  /// The weights before it are Glorot's, as `Automatic` draws them.
  static constexpr double initial_gain() { return 0; }

  void forward(const auto& x, auto& y, const auto&) const { y.array() = detail::tanh(x.array()); }

  void backward_input(const auto&, const auto& y, const auto& dy, auto& dx, const auto&) const {
    dx.array() = dy.array() * (1 - y.array().square());
  }
};

}  // namespace strata
