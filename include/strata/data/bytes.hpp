#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstring>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>

#include <strata/core/error.hpp>
#include <strata/core/shape.hpp>

/// What the readers of files share.
namespace strata::detail {

/// Throws `std::runtime_error`: "strata: <file>: <where>: expected <expected>, got <got>".
[[noreturn]] inline void throw_bad_file(std::string_view file, const std::string& where,
                                        const std::string& expected, const std::string& got) {
  fail<std::runtime_error>("strata: " + std::string(file) + ": " + where + ": expected " + expected +
                           ", got " + got);
}

/// Text from a file as it can be shown: at most 40 characters in quotes, what cannot be printed as `\x1b`.
inline std::string shown(std::string_view text) {
  constexpr std::size_t longest = 40;
  constexpr std::string_view digits = "0123456789abcdef";
  std::string result = "\"";
  for (const char c : text.substr(0, longest)) {
    const auto code = static_cast<unsigned char>(c);
    if (code >= 0x20 && code < 0x7f)
      result += c;
    else
      result.append("\\x").append(1, digits[code / 16]).append(1, digits[code % 16]);
  }
  return result + (text.size() > longest ? "...\"" : "\"");
}

/// The product of extents, the first of which counts samples; throws where it does not fit into memory of
/// this element size, and where there are samples of no numbers, which any loop over them would count.
template <class Extents>
Index checked_product(const Extents& extents, Index element_size, std::string_view file) {
  Index product = 1;
  for (const Index extent : extents) {
    if (extent != 0 && product > std::numeric_limits<Index>::max() / 16 / extent / element_size)
      throw_bad_file(file, "header", "extents that memory can hold", std::to_string(extent) + " among them");
    product *= extent;
  }
  if (product == 0 && extents[0] != 0)
    throw_bad_file(file, "header", "at least one number for each sample",
                   std::to_string(extents[0]) + " samples of none");
  return product;
}

/// The number at `data`, which may lie anywhere.
template <class T>
T number_at(const char* data, std::endian order) {
  char bytes[sizeof(T)];
  std::memcpy(bytes, data, sizeof(T));
  if (order != std::endian::native) std::reverse(bytes, bytes + sizeof(T));
  T number;
  std::memcpy(&number, bytes, sizeof(T));
  return number;
}

}  // namespace strata::detail
