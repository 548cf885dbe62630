#pragma once

#include <cmath>
#include <cstdint>
#include <limits>

/// Half precision, which files hold and nothing here computes with.
namespace strata::detail {

/// The number whose IEEE 754 half precision has these bits: 1 of sign, 5 of exponent, 10 of fraction.
inline float half_to_float(std::uint16_t bits) {
  const int exponent = bits >> 10 & 31, fraction = bits & 1023;
  float magnitude = std::ldexp(static_cast<float>(1024 + fraction), exponent - 25);
  if (exponent == 0) magnitude = std::ldexp(static_cast<float>(fraction), -24);
  if (exponent == 31)
    magnitude =
        fraction == 0 ? std::numeric_limits<float>::infinity() : std::numeric_limits<float>::quiet_NaN();
  return bits >> 15 ? -magnitude : magnitude;
}

/// A number of half precision as it lies in a file.
struct Half {
  std::uint16_t bits;

  operator float() const { return half_to_float(bits); }
};

}  // namespace strata::detail
