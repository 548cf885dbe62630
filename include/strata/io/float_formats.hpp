#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include <strata/core/bit_cast.hpp>
#include <strata/data/bytes.hpp>
#include <strata/data/half.hpp>

/// The floating-point numbers that files hold, whatever this processor computes with.
namespace strata::detail {

/// The number whose bfloat16 has these bits: the upper half of a float.
inline float bfloat16_to_float(std::uint16_t bits) { return bit_cast<float>(std::uint32_t{bits} << 16); }

/// A floating-point type of safetensors: `decode` reads one number, which begins at any address.
struct FloatFormat {
  std::string_view name;
  std::size_t bytes;
  double epsilon;
  double (*decode)(const char* data);
};

inline constexpr std::array float_formats{
    FloatFormat{"F64", 8, 0x1p-52,
                [](const char* data) { return number_at<double>(data, std::endian::little); }},
    FloatFormat{
        "F32", 4, 0x1p-23,
        [](const char* data) { return static_cast<double>(number_at<float>(data, std::endian::little)); }},
    FloatFormat{"F16", 2, 0x1p-10,
                [](const char* data) {
                  return static_cast<double>(
                      half_to_float(number_at<std::uint16_t>(data, std::endian::little)));
                }},
    FloatFormat{"BF16", 2, 0x1p-7,
                [](const char* data) {
                  return static_cast<double>(
                      bfloat16_to_float(number_at<std::uint16_t>(data, std::endian::little)));
                }},
};

/// The format of this name; null where it is none of floating point that can be read.
inline const FloatFormat* find_float_format(std::string_view name) {
  const auto* found = std::find_if(float_formats.begin(), float_formats.end(),
                                   [&](const FloatFormat& format) { return format.name == name; });
  return found == float_formats.end() ? nullptr : found;
}

/// True where a number of this format may lose digits or overflow as a `Scalar`.
template <class Scalar>
bool narrows(const FloatFormat& format) {
  return format.epsilon < static_cast<double>(std::numeric_limits<Scalar>::epsilon());
}

/// Appends the bytes of a number, the lowest first.
template <class Number>
void append_little_endian(std::string& bytes, Number number) {
  auto raw = bit_cast<std::array<char, sizeof(Number)>>(number);
  if (std::endian::native == std::endian::big) std::reverse(raw.begin(), raw.end());
  bytes.append(raw.data(), raw.size());
}

}  // namespace strata::detail
