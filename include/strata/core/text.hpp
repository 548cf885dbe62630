#pragma once

#include <charconv>
#include <concepts>
#include <locale>
#include <sstream>
#include <string>
#include <string_view>
#include <system_error>

/// Numbers as text and back, as C writes them: no locale changes them.
namespace strata::detail {

/// A number in at most `digits` digits, as `%g` writes it.
inline std::string to_digits(double number, int digits = 6) {
  char text[64];
  return {text, std::to_chars(text, text + sizeof text, number, std::chars_format::general, digits).ptr};
}

/// A number in the fewest digits that give it back to the bit.
template <class Number>
requires std::integral<Number> || std::floating_point<Number> std::string to_text(Number number) {
  char text[64];
  return {text, std::to_chars(text, text + sizeof text, number).ptr};
}

/// `read_number` for standard libraries that read no floating point without a locale (libc++ before 20).
template <std::floating_point Number>
bool read_number_from_stream(std::string_view text, Number& number) {
  // A stream takes blanks, a plus and hexadecimal digits; `from_chars` does not.
  const std::size_t first = text.starts_with('-') ? 1 : 0;
  if (text.find_first_not_of("0123456789.eE+-") != std::string_view::npos) return false;
  if (text.substr(first, 1).find_first_of("0123456789.") == std::string_view::npos) return false;
  std::istringstream in{std::string(text)};
  in.imbue(std::locale::classic());
  Number read{};
  if (!(in >> read) || in.peek() != std::istringstream::traits_type::eof()) return false;
  number = read;
  return true;
}

/// Reads one number and nothing else, neither blanks nor a plus; false where the text is none, or none that
/// `Number` can hold, and `number` is then as it was.
template <class Number>
requires std::integral<Number> || std::floating_point<Number>
bool read_number(std::string_view text, Number& number) {
#ifdef __cpp_lib_to_chars
  constexpr bool needs_stream = false;
#else
  constexpr bool needs_stream = std::floating_point<Number>;
#endif
  if constexpr (needs_stream) {
    return read_number_from_stream(text, number);
  } else {
    Number read{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), read);
    if (error != std::errc{} || end != text.data() + text.size()) return false;
    number = read;
    return true;
  }
}

}  // namespace strata::detail
