#pragma once

#include <Eigen/Core>
#include <numbers>

namespace strata {

/// y = x t with t = tanh(log(1 + exp(x))); dy/dx = t + x (1 - t^2) / (1 + exp(-x)).
///
/// With e = exp(x), n = e (e + 2) and d = n + 2 this is t = n / d; dy/dx = t + 4 x e (e + 1) / d^2.
/// PyTorch: https://pytorch.org/docs/stable/generated/torch.nn.Mish.html
struct Mish {
  /// The gain of the weights before it, as `Automatic` draws them.
  static constexpr double initial_gain() { return std::numbers::sqrt2; }

  void forward(const auto& x, auto& y, const auto&) const {
    auto e = y.array();  // one evaluation of the exponential: y holds e first
    e = saturated(x).exp();
    const auto n = e * (e + 2);
    y.array() = vanishes(x).select(0, x.array() * (n / (n + 2)));
  }

  void backward_input(const auto& x, const auto&, const auto& dy, auto& dx, const auto&) const {
    auto e = dx.array();
    e = saturated(x).exp();
    const auto n = e * (e + 2);
    const auto slope = (n + 4 * saturated(x) * e * ((e + 1) / (n + 2))) / (n + 2);
    dx.array() = vanishes(x).select(0, dy.array() * slope);
  }

 private:
  /// Where exp(x) is 0 in any precision; Eigen's is not, and grows with the factor x.
  template <class X>
  static auto vanishes(const X& x) {
    return x.array() < typename X::Scalar(-1000);
  }

  /// x up to where t rounds to 1 and d^2 is still finite in float.
  template <class X>
  static auto saturated(const X& x) {
    return x.array().min(typename X::Scalar(22));
  }
};

}  // namespace strata
