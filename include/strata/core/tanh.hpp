#pragma once

#include <cmath>
#include <concepts>

#include <strata/core/packets.hpp>

/// The hyperbolic tangent, written once for numbers and for Eigen's packets of them.
namespace strata::detail {

/// tanh(x) = x (1 + t p(t)) / (1 + t q(t)) in float, with t = x^2.
///
/// p and q minimise the largest relative error, 2.5e-8, up to where tanh(x) rounds to 1: |x| = 9.02. With
/// rounding the error of any float is at most 5.3 units in the last place; 6.3 without fused multiply-add.
template <class Packet>
Packet tanh_of_floats(const Packet& x) {
  using namespace Eigen::internal;
  const Packet one = pset1<Packet>(1.0f), limit = pset1<Packet>(81.36f);
  // Beyond the limit the quotient grows with x and is clamped. NaN passes pmin and pmax as first argument.
  const Packet t = pmin(pmul(x, x), limit), t2 = pmul(t, t);
  const Packet p = cubic(t, t2, 0.133826882f, 0.00349741941f, 2.0633679e-05f, 1.33788278e-08f);
  const Packet q = cubic(t, t2, 0.467160106f, 0.0258843172f, 0.000328838796f, 7.78851586e-07f);
  Packet factor = x;
  if constexpr (__FINITE_MATH_ONLY__)  // whose division makes NaN of infinity
    factor = pmax(pmin(x, pset1<Packet>(1e30f)), pset1<Packet>(-1e30f));
  const Packet y = quotient<Packet>(pmadd(pmul(factor, t), p, factor), pmadd(t, q, one));
  return pmax(pmin(y, one), pset1<Packet>(-1.0f));
}

/// tanh(|x|) = tanh(k log(2) / 2 + r) in double by the addition theorem: with s = 2^-k and B = tanh(r) it is
/// ((1 - s) + (1 + s) B) / ((1 + s) + (1 - s) B).
///
/// |r| <= log(2) / 4, where B = r + r^3 g(r^2) with the g of the smallest relative error, 1.2e-17. With
/// rounding the error is 2.6 units in the last place, the largest of many millions.
template <class Packet>
Packet tanh_of_doubles(const Packet& x) {
  using namespace Eigen::internal;
  const Packet one = pset1<Packet>(1.0);
  // The last bit of a number this large is worth 1: adding rounds, and leaves 1023 - k in the lowest bits.
  const Packet magic = pset1<Packet>(0x1.8p52 + 1023);
  const Packet a = pmin(pabs(x), pset1<Packet>(20.0));
  Packet shifted = pmadd(a, pset1<Packet>(-2.8853900817779268), magic);
  EIGEN_OPTIMIZATION_BARRIER(shifted)  // -ffast-math would cancel the number just added,
  Packet rounded = psub(shifted, magic);
  EIGEN_OPTIMIZATION_BARRIER(rounded)  // or distribute the product over this difference.
  const Packet r = pmadd(rounded, pset1<Packet>(0.34657359027997264), a);
  const Packet s = power_of_two<double>(shifted);
  const Packet u = pmul(r, r), u2 = pmul(u, u);
  const Packet low =
      cubic(u, u2, -0.3333333333333248, 0.13333333332782188, -0.05396825277980694, 0.021869371794166162);
  const Packet high = pmadd(u, pset1<Packet>(0.003446595937945819), pset1<Packet>(-0.00885739915010028));
  const Packet b = pmadd(pmul(r, u), pmadd(pmul(u2, u2), high, low), r);
  const Packet plus = padd(one, s), minus = psub(one, s);
  return with_sign_of<double>(x, pdiv(pmadd(plus, b, minus), pmadd(minus, b, plus)));
}

struct TanhFunction {
  template <class Scalar, class Packet>
  static Packet of_packet(const Packet& x) {
    if constexpr (std::same_as<Scalar, float>)
      return tanh_of_floats(x);
    else
      return tanh_of_doubles(x);
  }

  template <class Scalar>
  static Scalar of_number(Scalar x) {
    if constexpr (has_packet_functions<Scalar>)
      return of_packet<Scalar>(x);
    else
      return std::tanh(x);
  }
};

/// tanh(x), of a number or of each element of an array.
template <class X>
auto tanh(const X& x) {
  return apply<TanhFunction>(x);
}

}  // namespace strata::detail
