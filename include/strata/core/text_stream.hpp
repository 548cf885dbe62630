#pragma once

#include <algorithm>
#include <cmath>
#include <concepts>
#include <ios>
#include <limits>
#include <locale>
#include <sstream>
#include <string>
#include <string_view>

/// Numbers as text and back for standard libraries that need streams for it (libc++ before 20, libstdc++ on
/// Windows): apart, because streams and locales are much to compile.
namespace strata::detail {

/// What a stream writes of a number when it follows no locale.
template <std::floating_point Number>
std::string written_to_stream(Number number, int digits,
                              std::ios_base& (*format)(std::ios_base&) = std::defaultfloat) {
  std::ostringstream text;
  text.imbue(std::locale::classic());
  text.precision(digits);
  text << format << number;
  return text.str();
}

/// A number, not negative, in hexadecimal digits.
template <std::floating_point Number>
std::string hexadecimal_of_stream(Number number) {
  return written_to_stream(number, 0, std::hexfloat);
}

/// Whether a text is digits, with a point among them and an exponent after them or not.
inline bool is_decimal(std::string_view text) {
  const auto skip_digits = [&] {
    const std::size_t count = std::min(text.find_first_not_of("0123456789"), text.size());
    text.remove_prefix(count);
    return count;
  };
  std::size_t digits = skip_digits();
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    digits += skip_digits();
  }
  if (digits == 0) return false;
  if (!text.starts_with('e') && !text.starts_with('E')) return text.empty();
  text.remove_prefix(1);
  if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
  return skip_digits() > 0 && text.empty();
}

/// `read_number` for standard libraries that read no floating point without a locale (libc++ before 20).
template <std::floating_point Number>
bool read_number_from_stream(std::string_view text, Number& number) {
  const bool is_negative = text.starts_with('-');
  const std::string digits(text.substr(is_negative ? 1 : 0));
  Number read{};
  if (digits == "inf" || digits == "nan") {
    read =
        digits == "inf" ? std::numeric_limits<Number>::infinity() : std::numeric_limits<Number>::quiet_NaN();
  } else {
    if (!is_decimal(digits)) return false;
    std::istringstream in(digits);
    in.imbue(std::locale::classic());
    in >> read;
    // libc++ fails for denormals and for what is below them, too.
    if (in.fail() && !(std::abs(read) < 1)) return false;
  }
  number = is_negative ? -read : read;
  return true;
}

/// `to_text` for standard libraries that write floating point by streams alone.
template <std::floating_point Number>
std::string shortest_of_stream(Number number) {
  Number read{};
  int digits = 1;
  while (digits < std::numeric_limits<Number>::max_digits10 &&
         !(read_number_from_stream(written_to_stream(number, digits), read) && read == number))
    ++digits;
  return written_to_stream(number, digits);
}

}  // namespace strata::detail
