#pragma once

#include <algorithm>
#include <charconv>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <system_error>

#if !defined(__cpp_lib_to_chars) || defined(_WIN32)
#include <strata/core/text_stream.hpp>
#endif

/// Numbers as text and back, as C writes them: no locale changes them.
namespace strata::detail {

/// Whether the standard library writes a `long double` to the bit; libc++ writes the nearest `double`.
#ifdef _LIBCPP_VERSION
inline constexpr bool writes_long_double = false;
#else
inline constexpr bool writes_long_double = true;
#endif

/// Whether the standard library writes such numbers without a stream (libc++ floating point since 14).
template <class Number>
concept ToChars = (writes_long_double || !std::same_as<Number, long double>)&&requires(char* text,
                                                                                       Number number) {
  std::to_chars(text, text, number);
};

/// A number in at most `digits` digits, as `%g` writes it.
template <std::floating_point Number>
std::string to_digits(Number number, int digits = 6) {
  if (std::isnan(number)) return "nan";  // whatever its sign
  if constexpr (ToChars<Number>) {
    char text[64];
    return {text, std::to_chars(text, text + sizeof text, number, std::chars_format::general, digits).ptr};
  } else {
    return written_to_stream(number, digits);
  }
}

/// The magnitude of a number to the bit, in hexadecimal digits: "0x1.8p-3".
template <std::floating_point Number>
std::string to_hexadecimal_digits(Number number) {
  if constexpr (ToChars<Number>) {
    char text[64];
    return "0x" +
           std::string(text,
                       std::to_chars(text, text + sizeof text, std::abs(number), std::chars_format::hex).ptr);
  } else {
    return hexadecimal_of_stream(std::abs(number));
  }
}

/// Whether a decimal number out of a type's range is nearer to zero than the range is.
[[gnu::noinline]] inline bool is_below_range(std::string_view text) {
  const std::size_t e = std::min(text.find_first_of("eE"), text.size());
  const std::string_view digits = text.substr(0, e);
  const auto point = static_cast<std::int64_t>(std::min(digits.find('.'), digits.size()));
  const auto first = static_cast<std::int64_t>(digits.find_first_of("123456789"));
  std::string_view power = text.substr(std::min(e + 1, text.size()));
  if (power.starts_with('+')) power.remove_prefix(1);
  std::int64_t exponent = 0;
  const auto [end, error] = std::from_chars(power.data(), power.data() + power.size(), exponent);
  if (error == std::errc::result_out_of_range) return power.starts_with('-');
  return exponent < first - point;
}

/// Whether the standard library reads such numbers to the bit without a stream; on Windows libstdc++ reads
/// the nearest `double` for a `long double`.
template <class Number>
inline constexpr bool reads_to_the_bit = [] {
#ifndef __cpp_lib_to_chars
  return false;
#elif defined(_WIN32)
  return !std::same_as<Number, long double>;
#else
  return true;
#endif
}();

/// Reads one number and nothing else, neither blanks nor a plus; false where the text is none, or one above
/// the largest `Number`, and `number` is then as it was. What is below the smallest is zero.
template <class Number>
requires std::integral<Number> || std::floating_point<Number>
bool read_number(std::string_view text, Number& number) {
  if constexpr (std::floating_point<Number> && !reads_to_the_bit<Number>) {
    return read_number_from_stream(text, number);
  } else {
    Number read{};
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), read);
    if (std::floating_point<Number> && error == std::errc::result_out_of_range && is_below_range(text)) {
      read = static_cast<Number>(text.starts_with('-') ? -0.0 : 0.0);
      error = {};
    }
    if (error != std::errc{} || end != text.data() + text.size()) return false;
    number = read;
    return true;
  }
}

/// A number in the fewest digits that give it back to the bit.
template <class Number>
requires std::integral<Number> || std::floating_point<Number> std::string to_text(Number number) {
  if constexpr (ToChars<Number>) {
    char text[64];
    return {text, std::to_chars(text, text + sizeof text, number).ptr};
  } else {
    return shortest_of_stream(number);
  }
}

}  // namespace strata::detail
