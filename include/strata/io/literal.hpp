#pragma once

#include <cmath>
#include <concepts>
#include <string>

#include <strata/core/text.hpp>

namespace strata {

namespace detail {

/// How C++ calls a number type, and what ends its literals.
template <class Scalar>
struct LiteralOf;

template <>
struct LiteralOf<float> {
  static constexpr const char* type = "float";
  static constexpr const char* suffix = "f";
};

template <>
struct LiteralOf<double> {
  static constexpr const char* type = "double";
  static constexpr const char* suffix = "";
};

template <>
struct LiteralOf<long double> {
  static constexpr const char* type = "long double";
  static constexpr const char* suffix = "L";
};

}  // namespace detail

/// The constant expression that is this number to the bit: `0x1.8p-3f`. A NaN becomes the quiet one of its
/// sign. Not finite numbers need `<limits>`.
/// C++: https://en.cppreference.com/w/cpp/language/floating_literal
template <std::floating_point Scalar>
std::string literal(Scalar value) {
  using Literal = detail::LiteralOf<Scalar>;
  const std::string sign = std::signbit(value) ? "-" : "";
  if (!std::isfinite(value))
    return sign + "std::numeric_limits<" + Literal::type +
           (std::isnan(value) ? ">::quiet_NaN()" : ">::infinity()");
  return sign + detail::to_hexadecimal_digits(value) + Literal::suffix;
}

}  // namespace strata
