#pragma once

#include <cmath>
#include <numbers>

#include <strata/core/tanh.hpp>

namespace strata {

/// The Gaussian error linear unit y = x P(x), with P the standard normal distribution function
/// P(x) = (1 + erf(x / sqrt 2)) / 2; dy/dx = P(x) + x p(x), with p(x) = exp(-x^2 / 2) / sqrt(2 pi).
/// PyTorch: https://pytorch.org/docs/stable/generated/torch.nn.GELU.html
struct GELU {
  /// The gain of the weights before it, as `Automatic` draws them.
  static constexpr double initial_gain() { return std::numbers::sqrt2; }

  template <class X>
  void forward(const X& x, auto& y, const auto&) const {
    using Scalar = typename X::Scalar;
    y = x.unaryExpr([](Scalar v) { return v * cdf(v); });
  }

  template <class X>
  void backward_input(const X& x, const auto&, const auto& dy, auto& dx, const auto&) const {
    using Scalar = typename X::Scalar;
    dx = x.binaryExpr(dy, [](Scalar v, Scalar d) { return d * (cdf(v) + v * pdf(v)); });
  }

 private:
  template <class Scalar>
  static Scalar cdf(Scalar v) {
    return (1 + std::erf(v / std::numbers::sqrt2_v<Scalar>)) / 2;
  }

  template <class Scalar>
  static Scalar pdf(Scalar v) {
    constexpr Scalar root = std::numbers::inv_sqrtpi_v<Scalar> / std::numbers::sqrt2_v<Scalar>;
    return root * std::exp(-v * v / 2);
  }
};

/// GELU's approximation y = x (1 + t) / 2 with t = tanh(u), u = sqrt(2 / pi) (x + 0.044715 x^3);
/// dy/dx = (1 + t) / 2 + x (1 - t^2) u' / 2.
/// PyTorch: `GELU(approximate='tanh')`, https://pytorch.org/docs/stable/generated/torch.nn.GELU.html
struct GELUTanh {
  /// The gain of the weights before it, as `Automatic` draws them.
  static constexpr double initial_gain() { return std::numbers::sqrt2; }

  void forward(const auto& x, auto& y, const auto&) const {
    const auto v = x.array();
    y.array() = v * (1 + detail::tanh(inner(v))) / 2;
  }

  void backward_input(const auto& x, const auto&, const auto& dy, auto& dx, const auto&) const {
    const auto v = x.array();
    auto t = dx.array();  // one evaluation of the tangent: dx holds t first
    t = detail::tanh(inner(v));
    dx.array() = dy.array() * (1 + t + v * (1 - t.square()) * slope(v)) / 2;
  }

 private:
  template <class Scalar>
  static constexpr Scalar root = std::numbers::sqrt2_v<Scalar>* std::numbers::inv_sqrtpi_v<Scalar>;
  template <class Scalar>
  static constexpr Scalar cubic = root<Scalar>* Scalar(0.044715);

  template <class V>
  static auto inner(const V& v) {
    using Scalar = typename V::Scalar;
    return v * (root<Scalar> + cubic<Scalar> * v.square());
  }

  template <class V>
  static auto slope(const V& v) {
    using Scalar = typename V::Scalar;
    return root<Scalar> + 3 * cubic<Scalar> * v.square();
  }
};

}  // namespace strata
