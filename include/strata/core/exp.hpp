#pragma once

#include <algorithm>
#include <cmath>
#include <concepts>

#include <strata/core/packets.hpp>

/// The exponential function and what rests on it, written once for numbers and for Eigen's packets of them.
/// Eigen's own do not vanish for very negative numbers, and lose their meaning under -ffast-math.
namespace strata::detail {

/// The numbers by which x is split into k log(2) + rest.
template <class Scalar>
struct Log2;

template <>
struct Log2<float> {
  static constexpr float inverse = 1.44269504f;
  static constexpr float high = 0.693359375f, low = -2.12194440e-4f;  ///< k high is exact.
  static constexpr float lowest = -87.9f;  ///< Here 2^k is 0 already, and k + 127 too.
  static constexpr float magic = 0x1.8p23f + 127;
};

template <>
struct Log2<double> {
  static constexpr double inverse = 1.4426950408889634;
  static constexpr double high = 6.93147180369123816490e-01, low = 1.90821492927058770002e-10;
  static constexpr double lowest = -709;
  static constexpr double magic = 0x1.8p52 + 1023;
};

/// exp(x) = scale (center + rest) / (center - rest), where x = k log(2) + rest, |rest| <= log(2) / 2,
/// scale = 2^k and center = rest coth(rest / 2): what rests on the exponential takes a single division.
template <class Packet>
struct Exponential {
  Packet scale, center, rest;

  Packet numerator() const { return Eigen::internal::pmul(scale, Eigen::internal::padd(center, rest)); }
  Packet denominator() const { return Eigen::internal::psub(center, rest); }
};

/// r coth(r / 2) = 2 + u c(u) with u = r^2, and the c by which exp has the smallest relative error: 6e-10 in
/// float, 2e-19 in double.
template <class Scalar, class Packet>
Packet center_of(const Packet& u) {
  using namespace Eigen::internal;
  const Packet two = pset1<Packet>(Scalar(2));
  if constexpr (std::same_as<Scalar, float>) {
    const Packet c = pmadd(u, pset1<Packet>(-0.0027659103f), pset1<Packet>(0.16666617f));
    return pmadd(u, c, two);
  } else {
    const Packet u2 = pmul(u, u);
    const Packet low = cubic(u, u2, 0.16666666666666551166, -0.0027777777776669622219,
                             0.000066137562435136842654, -1.6533830554237356194e-6);
    return pmadd(u, pmadd(pmul(u2, u2), pset1<Packet>(4.1358169969624719792e-8), low), two);
  }
}

/// For x up to 88 in float and 709 in double.
template <class Scalar, class Packet>
Exponential<Packet> exponential(const Packet& x) {
  using namespace Eigen::internal;
  using Constants = Log2<Scalar>;
  // The last bit of a number this large is worth 1: adding rounds, and leaves k + bias in the lowest bits.
  const Packet magic = pset1<Packet>(Constants::magic);
  const Packet a = pmax(x, pset1<Packet>(Constants::lowest));  // NaN passes as first argument.
  Packet shifted = pmadd(a, pset1<Packet>(Constants::inverse), magic);
  EIGEN_OPTIMIZATION_BARRIER(shifted)  // -ffast-math would cancel the number just added,
  Packet k = psub(shifted, magic);
  EIGEN_OPTIMIZATION_BARRIER(k)
  Packet rest = pmadd(k, pset1<Packet>(-Constants::high), a);
  EIGEN_OPTIMIZATION_BARRIER(rest)  // or add both parts of log(2).
  rest = pmadd(k, pset1<Packet>(-Constants::low), rest);
  return {power_of_two<Scalar>(shifted), center_of<Scalar>(pmul(rest, rest)), rest};
}

/// exp(-|x|).
template <class Scalar, class Packet>
Exponential<Packet> decay(const Packet& x) {
  if constexpr (std::floating_point<Packet>)
    return exponential<Scalar>(-std::abs(x));
  else
    return exponential<Scalar>(Eigen::internal::por(x, Eigen::internal::pset1<Packet>(Scalar(-0.0))));
}

/// log(1 + n / d) for 0 <= n <= d: 2 artanh(s) with s = n / (2 d + n).
///
/// artanh(s) = s + s^3 g(s^2) / 2 with the g of the smallest relative error: 5e-9 in float, 2e-18 in double.
template <class Scalar, class Packet>
Packet log1p_of_quotient(const Packet& n, const Packet& d) {
  using namespace Eigen::internal;
  const Packet s = pdiv(n, padd(padd(d, d), n)), v = pmul(s, s), v2 = pmul(v, v);
  Packet g;
  if constexpr (std::same_as<Scalar, float>) {
    g = cubic(v, v2, 0.66666416f, 0.40021578f, 0.28000835f, 0.2801707f);
  } else {
    const Packet v4 = pmul(v2, v2);
    const Packet low = cubic(v, v2, 0.66666666666666328576, 0.4000000000015030643, 0.28571428548578395161,
                             0.22222223930908788034);
    const Packet middle = cubic(v, v2, 0.1818174513605979967, 0.15386536651309747498, 0.13301252960909215484,
                                0.12104044142254015025);
    const Packet high =
        pmadd(v, pset1<Packet>(0.17004116035747727086), pset1<Packet>(0.083484160975995245514));
    g = pmadd(v4, pmadd(v4, high, middle), low);
  }
  return pmadd(pmul(s, v), g, padd(s, s));
}

struct ExpFunction {
  template <class Scalar, class Packet>
  static Packet of_packet(const Packet& x) {
    const auto e = exponential<Scalar>(x);
    return Eigen::internal::pdiv(e.numerator(), e.denominator());
  }

  template <class Scalar>
  static Scalar of_number(Scalar x) {
    return std::exp(x);
  }
};

struct Expm1Function {
  template <class Scalar, class Packet>
  static Packet of_packet(const Packet& x) {
    using namespace Eigen::internal;
    const auto e = exponential<Scalar>(x);
    const Packet one = pset1<Packet>(Scalar(1));
    Packet minus = psub(e.scale, one), plus = padd(e.scale, one);
    EIGEN_OPTIMIZATION_BARRIER(minus)  // -ffast-math might take the product of rest apart.
    EIGEN_OPTIMIZATION_BARRIER(plus)
    return pdiv(pmadd(minus, e.center, pmul(plus, e.rest)), e.denominator());
  }

  template <class Scalar>
  static Scalar of_number(Scalar x) {
    if constexpr (has_packet_functions<Scalar>)
      return of_packet<Scalar>(x);
    else
      return std::expm1(x);
  }
};

/// The logistic function of a number by what is never infinite, which -ffast-math asks for.
template <class Scalar>
Scalar logistic_without_infinity(Scalar x) {
  const Scalar e = std::exp(-std::abs(x));
  return (x < 0 ? e : 1) / (1 + e);
}

struct LogisticFunction {
  template <class Scalar, class Packet>
  static Packet of_packet(const Packet& x) {
    const auto e = decay<Scalar>(x);
    const Packet n = e.numerator(), d = e.denominator();
    return quotient<Packet>(by_sign_of<Scalar>(x, n, d), Eigen::internal::padd(d, n));
  }

  template <class Scalar>
  static Scalar of_number(Scalar x) {
    if constexpr (__FINITE_MATH_ONLY__)
      return logistic_without_infinity(x);
    else
      return 1 / (1 + std::exp(-x));
  }
};

/// The logistic function s and factor s (1 - s), which is exact where s is near 1, too.
template <class Scalar, class Packet>
Packet logistic_plus_slope(const Packet& x, const Packet& factor) {
  using namespace Eigen::internal;
  const auto e = decay<Scalar>(x);
  const Packet n = e.numerator(), d = e.denominator();
  const Packet inverse = pdiv(pset1<Packet>(Scalar(1)), padd(d, n));
  const Packet below = pmul(n, inverse), above = pmul(d, inverse);
  return pmadd(factor, pmul(below, above), by_sign_of<Scalar>(x, below, above));
}

struct SoftplusFunction {
  template <class Scalar, class Packet>
  static Packet of_packet(const Packet& x) {
    using namespace Eigen::internal;
    const auto e = decay<Scalar>(x);
    return padd(pmax(x, pset1<Packet>(Scalar(0))), log1p_of_quotient<Scalar>(e.numerator(), e.denominator()));
  }

  template <class Scalar>
  static Scalar of_number(Scalar x) {
    if constexpr (has_packet_functions<Scalar>)
      return of_packet<Scalar>(x);
    else
      return std::max(x, Scalar{0}) + std::log1p(std::exp(-std::abs(x)));
  }
};

/// exp(x) is 0 from here on in any precision.
inline constexpr int vanishing = -20'000;

/// x where exp(x) is a factor, too: the product vanishes, but -infinity times 0 is not a number.
template <class X>
auto bounded_below(const X& x) {
  if constexpr (std::floating_point<X>)
    return std::max(x, X{vanishing});
  else
    return x.max(typename X::Scalar{vanishing});
}

/// x where exp(x) or exp(-x) is a factor, too.
template <class X>
auto bounded(const X& x) {
  if constexpr (std::floating_point<X>)
    return std::clamp(x, X{vanishing}, X{-vanishing});
  else
    return x.max(typename X::Scalar{vanishing}).min(typename X::Scalar{-vanishing});
}

/// exp(x) of a number or of each element of an array, up to x = 88 in float and 709 in double. 0 instead of a
/// denormal number.
template <class X>
auto exp(const X& x) {
  return apply<ExpFunction>(x);
}

/// exp(x) - 1, where `exp` is, and exact for small x.
template <class X>
auto expm1(const X& x) {
  return apply<Expm1Function>(x);
}

/// 1 / (1 + exp(-x)), of a number or of each element of an array.
template <class X>
auto logistic(const X& x) {
  return apply<LogisticFunction>(x);
}

/// log(1 + exp(x)), without overflow for large x.
template <class X>
auto softplus(const X& x) {
  return apply<SoftplusFunction>(x);
}

}  // namespace strata::detail
