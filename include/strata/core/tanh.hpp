#pragma once

#include <Eigen/Core>
#include <cmath>
#include <concepts>
#include <cstdint>

#include <strata/core/bit_cast.hpp>

/// The hyperbolic tangent, written once for numbers and for Eigen's packets of them.
namespace strata::detail {

/// c0 + c1 t + c2 t^2 + c3 t^3, by Estrin's scheme: its two halves do not wait for each other.
template <class Packet, class Scalar>
Packet cubic(const Packet& t, const Packet& t2, Scalar c0, Scalar c1, Scalar c2, Scalar c3) {
  using namespace Eigen::internal;
  const Packet low = pmadd(t, pset1<Packet>(c1), pset1<Packet>(c0));
  const Packet high = pmadd(t, pset1<Packet>(c3), pset1<Packet>(c2));
  return pmadd(t2, high, low);
}

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
  const Packet quotient = pdiv(pmadd(pmul(x, t), p, x), pmadd(t, q, one));
  return pmax(pmin(quotient, one), pset1<Packet>(-1.0f));
}

/// The double 2^k, given as the bits of any double whose lowest bits are k + 1023.
template <class Packet>
Packet power_of_two(const Packet& packet) {
  if constexpr (std::floating_point<Packet>) {
    return bit_cast<Packet>(bit_cast<std::uint64_t>(packet) << 52);
  } else {
    using Bits [[gnu::vector_size(sizeof(Packet))]] = std::uint64_t;
    return bit_cast<Packet>(bit_cast<Bits>(packet) << 52);
  }
}

/// `magnitude`, not negative, with the sign of x.
template <class Packet>
Packet with_sign_of(const Packet& x, const Packet& magnitude) {
  using namespace Eigen::internal;
  if constexpr (std::floating_point<Packet>)
    return std::copysign(magnitude, x);
  else
    return por(magnitude, pand(x, pset1<Packet>(-0.0)));
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
  const Packet s = power_of_two(shifted);
  const Packet u = pmul(r, r), u2 = pmul(u, u);
  const Packet low =
      cubic(u, u2, -0.3333333333333248, 0.13333333332782188, -0.05396825277980694, 0.021869371794166162);
  const Packet high = pmadd(u, pset1<Packet>(0.003446595937945819), pset1<Packet>(-0.00885739915010028));
  const Packet b = pmadd(pmul(r, u), pmadd(pmul(u2, u2), high, low), r);
  const Packet plus = padd(one, s), minus = psub(one, s);
  return with_sign_of(x, pdiv(pmadd(plus, b, minus), pmadd(minus, b, plus)));
}

/// Applies tanh to numbers and packets, in the way that Eigen expects.
template <class Scalar>
struct TanhOp {
  static constexpr bool vectorised = std::same_as<Scalar, float> || std::same_as<Scalar, double>;

  Scalar operator()(const Scalar& x) const {
    if constexpr (vectorised)
      return packetOp(x);
    else
      return std::tanh(x);
  }

  template <class Packet>
  Packet packetOp(const Packet& x) const {
    if constexpr (std::same_as<Scalar, float>)
      return tanh_of_floats(x);
    else
      return tanh_of_doubles(x);
  }
};

/// tanh(x), of a number or of each element of an array.
template <class X>
auto tanh(const X& x) {
  if constexpr (std::floating_point<X>)
    return TanhOp<X>{}(x);
  else
    return x.unaryExpr(TanhOp<typename X::Scalar>{});
}

}  // namespace strata::detail

template <class Scalar>
struct Eigen::internal::functor_traits<strata::detail::TanhOp<Scalar>> {
  static constexpr bool PacketAccess =
      strata::detail::TanhOp<Scalar>::vectorised && packet_traits<Scalar>::HasDiv;
  static constexpr int Cost = 20 * NumTraits<Scalar>::MulCost;
};
