#pragma once

#include <cmath>
#include <numbers>

#include <strata/core/exp.hpp>

namespace strata {

/// y = x t with t = tanh(log(1 + exp(x))); dy/dx = t + x (1 - t^2) / (1 + exp(-x)).
///
/// With e = exp(x), n = e (e + 2) and d = n + 2 this is t = n / d; dy/dx = t + 4 x e (e + 1) / d^2.
/// PyTorch: https://pytorch.org/docs/stable/generated/torch.nn.Mish.html
struct Mish {
  /// The gain of the weights before it, as `Automatic` draws them.
  static constexpr double initial_gain() { return std::numbers::sqrt2; }

  void forward(const auto& x, auto& y, const auto&) const {
    y.array() = detail::bounded_below(x.array()) * detail::apply<Factor>(x.array());
  }

  void backward_input(const auto& x, const auto&, const auto& dy, auto& dx, const auto&) const {
    dx.array() = dy.array() * detail::apply<Slope>(x.array());
  }

 private:
  /// x up to where t rounds to 1.
  template <class Scalar, class Packet>
  static Packet saturated(const Packet& x) {
    return Eigen::internal::pmin(x, Eigen::internal::pset1<Packet>(Scalar(22)));
  }

  /// e = a / b as a quotient, times whose b^2 the n and d above are: n = a (a + 2 b), d = n + 2 b^2.
  template <class Packet>
  struct Fraction {
    Packet a, b, n, d;
  };

  template <class Scalar, class Packet>
  static Fraction<Packet> fraction(const Packet& x) {
    using namespace Eigen::internal;
    const auto e = detail::exponential<Scalar>(x);
    const Packet a = e.numerator(), b = e.denominator(), twice = padd(b, b);
    const Packet n = pmul(a, padd(a, twice));
    return {a, b, n, pmadd(twice, b, n)};
  }

  struct Factor {
    template <class Scalar, class Packet>
    static Packet of_packet(const Packet& x) {
      const auto t = fraction<Scalar>(saturated<Scalar>(x));
      return detail::quotient(t.n, t.d);
    }

    template <class Scalar>
    static Scalar of_number(Scalar x) {
      if constexpr (detail::has_packet_functions<Scalar>)
        return of_packet<Scalar>(x);
      else
        return std::tanh(detail::softplus(x));
    }
  };

  struct Slope {
    template <class Scalar, class Packet>
    static Packet of_packet(const Packet& x) {
      using namespace Eigen::internal;
      const Packet v = saturated<Scalar>(x);
      const auto [a, b, n, d] = fraction<Scalar>(v);
      const Packet inverse = pdiv(pset1<Packet>(Scalar(1)), d);
      const Packet product = pmul(pmul(a, padd(a, b)), pmul(pmul(b, b), inverse));
      const Packet x4 = pmul(pset1<Packet>(Scalar(4)), pmax(v, pset1<Packet>(Scalar(detail::vanishing))));
      return pmul(pmadd(x4, product, n), inverse);
    }

    template <class Scalar>
    static Scalar of_number(Scalar x) {
      if constexpr (detail::has_packet_functions<Scalar>) {
        return of_packet<Scalar>(x);
      } else {
        const Scalar v = detail::bounded(x), t = Factor::of_number(v);
        return t + v * (1 - t * t) * detail::logistic(v);
      }
    }
  };
};

}  // namespace strata
