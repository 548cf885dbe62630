#pragma once

#include <algorithm>
#include <cmath>
#include <numbers>

#include <strata/core/exp.hpp>

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
    y = x.unaryExpr([](Scalar v) { return std::max(v, -far<Scalar>) * cdf(v); });
  }

  template <class X>
  void backward_input(const X& x, const auto&, const auto& dy, auto& dx, const auto&) const {
    using Scalar = typename X::Scalar;
    dx = x.binaryExpr(dy, [](Scalar x_, Scalar d) {
      const Scalar v = std::clamp(x_, -far<Scalar>, far<Scalar>);
      return d * (cdf(v) + v * pdf(v));
    });
  }

 private:
  /// P(-far) is 0 and P(far) 1 in any precision.
  template <class Scalar>
  static constexpr Scalar far = 200;

  /// By the complement of erf, which keeps its digits where P is small.
  template <class Scalar>
  static Scalar cdf(Scalar v) {
    return std::erfc(v * -(1 / std::numbers::sqrt2_v<Scalar>)) / 2;
  }

  template <class Scalar>
  static Scalar pdf(Scalar v) {
    constexpr Scalar root = std::numbers::inv_sqrtpi_v<Scalar> / std::numbers::sqrt2_v<Scalar>;
    return root * std::exp(-v * v / 2);
  }
};

/// GELU's approximation y = x (1 + tanh(u)) / 2, u = sqrt(2 / pi) (x + 0.044715 x^3);
/// with s = 1 / (1 + exp(-2 u)) this is y = x s, and dy/dx = s + 2 x s (1 - s) u'.
/// PyTorch: `GELU(approximate='tanh')`, https://pytorch.org/docs/stable/generated/torch.nn.GELU.html
struct GELUTanh {
  /// The gain of the weights before it, as `Automatic` draws them.
  static constexpr double initial_gain() { return std::numbers::sqrt2; }

  template <class X>
  void forward(const X& x, auto& y, const auto&) const {
    using Scalar = typename X::Scalar;
    const auto v = detail::bounded_below(x.array());
    y.array() = v * detail::logistic(v * (root<Scalar> + cubic<Scalar> * v.square()));
  }

  void backward_input(const auto& x, const auto&, const auto& dy, auto& dx, const auto&) const {
    dx.array() = dy.array() * detail::apply<Slope>(detail::bounded(x.array()));
  }

 private:
  /// 2 u = x (root + cubic x^2).
  template <class Scalar>
  static constexpr Scalar root = 2 * std::numbers::sqrt2_v<Scalar>* std::numbers::inv_sqrtpi_v<Scalar>;
  template <class Scalar>
  static constexpr Scalar cubic = root<Scalar>* Scalar(0.044715);

  struct Slope {
    template <class Scalar, class Packet>
    static Packet of_packet(const Packet& x) {
      using namespace Eigen::internal;
      const Packet r = pset1<Packet>(root<Scalar>), c = pset1<Packet>(cubic<Scalar>), square = pmul(x, x);
      const Packet twice_u = pmul(x, pmadd(c, square, r));
      const Packet factor = pmul(x, pmadd(pset1<Packet>(3 * cubic<Scalar>), square, r));
      return detail::logistic_plus_slope<Scalar>(twice_u, factor);
    }

    template <class Scalar>
    static Scalar of_number(Scalar x) {
      if constexpr (detail::has_packet_functions<Scalar>) {
        return of_packet<Scalar>(x);
      } else {
        const Scalar s = detail::logistic(x * (root<Scalar> + cubic<Scalar> * x * x));
        return s + x * s * (1 - s) * (root<Scalar> + 3 * cubic<Scalar> * x * x);
      }
    }
  };
};

}  // namespace strata
