#pragma once

#include <Eigen/Core>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <limits>
#include <type_traits>

#include <strata/core/bit_cast.hpp>

/// Functions written once for numbers and for Eigen's packets of them.
namespace strata::detail {

/// Whether functions of this scalar are written in steps that packets have, too.
template <class Scalar>
inline constexpr bool has_packet_functions = std::same_as<Scalar, float> || std::same_as<Scalar, double>;

/// Whether packets compute as numbers do. Those of 32-bit ARM divide in 16 bits and lose denormal numbers.
template <class Scalar>
inline constexpr bool has_exact_packets =
    has_packet_functions<Scalar>&& bool{Eigen::internal::packet_traits<Scalar>::HasDiv} && !EIGEN_ARCH_ARM;

/// Applies `Function` in the way that Eigen expects: `of_number` to numbers, `of_packet<Scalar>` to packets.
template <class Scalar, class Function>
struct PacketOp {
  Scalar operator()(const Scalar& x) const { return Function::of_number(x); }

  template <class Packet>
  Packet packetOp(const Packet& x) const {
    return Function::template of_packet<Scalar>(x);
  }
};

/// The function of a number or of each element of an array.
template <class Function, class X>
auto apply(const X& x) {
  if constexpr (std::floating_point<X>)
    return PacketOp<X, Function>{}(x);
  else
    return x.unaryExpr(PacketOp<typename X::Scalar, Function>{});
}

/// c0 + c1 t + c2 t^2 + c3 t^3, by Estrin's scheme: its two halves do not wait for each other.
template <class Packet, class Scalar>
Packet cubic(const Packet& t, const Packet& t2, Scalar c0, Scalar c1, Scalar c2, Scalar c3) {
  using namespace Eigen::internal;
  const Packet low = pmadd(t, pset1<Packet>(c1), pset1<Packet>(c0));
  const Packet high = pmadd(t, pset1<Packet>(c3), pset1<Packet>(c2));
  return pmadd(t2, high, low);
}

/// n / d, whatever it is multiplied with: -ffast-math might multiply n with it, which can overflow.
template <class Packet>
Packet quotient(const Packet& n, const Packet& d) {
  Packet result = Eigen::internal::pdiv(n, d);
  EIGEN_OPTIMIZATION_BARRIER(result)
  return result;
}

/// The number 2^k, given as the bits of any number whose lowest bits are k + the bias of exponents; 0 where
/// they are 0.
template <class Scalar, class Packet>
Packet power_of_two(const Packet& packet) {
  using Word = std::conditional_t<std::same_as<Scalar, float>, std::uint32_t, std::uint64_t>;
  constexpr int mantissa = std::numeric_limits<Scalar>::digits - 1;
  if constexpr (std::floating_point<Packet>) {
    return bit_cast<Packet>(bit_cast<Word>(packet) << mantissa);
  } else {
    using Bits [[gnu::vector_size(sizeof(Packet))]] = Word;
    return bit_cast<Packet>(bit_cast<Bits>(packet) << mantissa);
  }
}

/// `magnitude`, not negative, with the sign of x.
template <class Scalar, class Packet>
Packet with_sign_of(const Packet& x, const Packet& magnitude) {
  using namespace Eigen::internal;
  if constexpr (std::floating_point<Packet>)
    return std::copysign(magnitude, x);
  else
    return por(magnitude, pand(x, pset1<Packet>(Scalar(-0.0))));
}

/// `below` where x < 0, else `above`.
template <class Scalar, class Packet>
Packet by_sign_of(const Packet& x, const Packet& below, const Packet& above) {
  if constexpr (std::floating_point<Packet>) {
    return x < 0 ? below : above;
  } else {
    using Numbers [[gnu::vector_size(sizeof(Packet))]] = Scalar;
    const auto negative = bit_cast<Numbers>(x) < 0;
    return bit_cast<Packet>(negative ? bit_cast<Numbers>(below) : bit_cast<Numbers>(above));
  }
}

}  // namespace strata::detail

template <class Scalar, class Function>
struct Eigen::internal::functor_traits<strata::detail::PacketOp<Scalar, Function>> {
  static constexpr bool PacketAccess = strata::detail::has_exact_packets<Scalar>;
  static constexpr int Cost = 20 * NumTraits<Scalar>::MulCost;
};
