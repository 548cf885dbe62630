#pragma once

#include <array>
#include <charconv>
#include <cmath>
#include <concepts>
#include <string>

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
  std::array<char, 64> digits;
  const auto [end, error] =
      std::to_chars(digits.data(), digits.data() + digits.size(), std::abs(value), std::chars_format::hex);
  return sign + "0x" + std::string(digits.data(), end) + Literal::suffix;
}

}  // namespace strata
