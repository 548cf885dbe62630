#pragma once

#include <strata/core/exp.hpp>

namespace strata {

/// A smooth ReLU: y = log(1 + exp(beta x)) / beta; dy/dx = 1 / (1 + exp(-beta x)).
///
/// As in PyTorch, y = x and dy/dx = 1 where beta x > threshold.
/// PyTorch: https://pytorch.org/docs/stable/generated/torch.nn.Softplus.html
struct Softplus {
  double beta = 1;
  double threshold = 20;

  template <class X>
  void forward(const X& x, auto& y, const auto&) const {
    using Scalar = typename X::Scalar;
    const auto b = static_cast<Scalar>(beta), limit = static_cast<Scalar>(threshold);
    y.array() = detail::softplus(b * x.array()) * (1 / b);
    y.array() = (b * x.array() > limit).select(x.array(), y.array());
  }

  template <class X>
  void backward_input(const X& x, const auto&, const auto& dy, auto& dx, const auto&) const {
    using Scalar = typename X::Scalar;
    const auto b = static_cast<Scalar>(beta), limit = static_cast<Scalar>(threshold);
    dx.array() = dy.array() * detail::logistic(b * x.array());
    dx.array() = (b * x.array() > limit).select(dy.array(), dx.array());
  }
};

}  // namespace strata
