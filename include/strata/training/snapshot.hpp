#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <strata/core/random.hpp>
#include <strata/core/shape.hpp>
#include <strata/core/text.hpp>

namespace strata {

/// A moment of training, as numbers and texts by name: what a checkpoint holds.
struct Snapshot {
  /// Numbers by rows, as all kinds of files hold them.
  struct Array {
    std::vector<Index> shape;
    std::vector<double> numbers;
    bool is_single = false;  ///< Whether they were `float`.
  };

  std::map<std::string, Array> arrays = {};
  std::map<std::string, std::string> texts = {};
  std::string file = "checkpoint";  ///< What messages call it.
};

/// Values as text that gives them back to the bit.
namespace detail {

/// The largest count that a text may hold; any sum of a few of them fits into an `Index`.
inline constexpr Index largest_count =
    static_cast<Index>(std::min<std::int64_t>(std::int64_t{1} << 53, std::numeric_limits<Index>::max() / 4));

inline std::string to_text(bool value) { return value ? "true" : "false"; }
std::string to_text(const char*) = delete;  // would be a bool
inline std::string to_text(const std::string& text) { return text; }

inline std::string to_text(const std::vector<double>& numbers) {
  std::string text;
  for (const double number : numbers) text.append(text.empty() ? "" : " ").append(to_text(number));
  return text;
}

inline std::string to_text(const Generator& generator) {
  std::ostringstream text;
  text.imbue(std::locale::classic());
  text << generator;
  return text.str();
}

inline bool is_count(Index number) { return number >= 0 && number <= largest_count; }

/// Reads one number and nothing else; false where the text is none, or a whole number but no count.
template <class Number>
requires std::is_arithmetic_v<Number>
bool from_text(std::string_view text, Number& number) {
  if (!read_number(text, number)) return false;
  if constexpr (std::is_integral_v<Number>)
    return is_count(static_cast<Index>(number));
  else
    return true;
}

inline bool from_text(std::string_view text, bool& value) {
  value = text == "true";
  return value || text == "false";
}

inline bool from_text(std::string_view text, std::vector<double>& numbers) {
  numbers.clear();
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    if (!from_text(word, numbers.emplace_back())) return false;
    text.remove_prefix(std::min(word.size() + 1, text.size()));
  }
  return true;
}

/// Some libraries write the position within the generator's state behind it; they then read any, and the next
/// draw would follow it.
inline bool from_text(const std::string& text, Generator& generator) {
  const auto spaces = [](const std::string& all) { return std::count(all.begin(), all.end(), ' '); };
  const bool has_position = spaces(to_text(Generator())) == static_cast<Index>(Generator::state_size);
  std::size_t position = 0;
  if (spaces(text) != spaces(to_text(Generator())) ||
      (has_position && !(from_text(std::string_view(text).substr(text.rfind(' ') + 1), position) &&
                         position <= Generator::state_size)))
    return false;
  std::istringstream in(text);
  in.imbue(std::locale::classic());
  Generator read;
  if (!(in >> read)) return false;
  generator = read;
  return true;
}

}  // namespace detail

}  // namespace strata
