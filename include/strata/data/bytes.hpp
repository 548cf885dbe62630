#pragma once

#include <algorithm>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>

#include <strata/core/shape.hpp>

/// What the readers of files share.
namespace strata::detail {

/// Throws `std::runtime_error`: "strata: <file>: <where>: expected <expected>, got <got>".
[[noreturn]] inline void throw_bad_file(std::string_view file, const std::string& where,
                                        const std::string& expected, const std::string& got) {
  throw std::runtime_error("strata: " + std::string(file) + ": " + where + ": expected " + expected +
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

/// The whole file. Throws `std::runtime_error` where it cannot be read.
inline std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes;
  char block[1 << 14];
  while (file.read(block, sizeof block) || file.gcount() > 0)
    bytes.append(block, static_cast<std::size_t>(file.gcount()));
  if (!file.eof()) throw std::runtime_error("strata: " + path + ": cannot be read");
  return bytes;
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

/// `count` numbers of type `T`, one after the other, as `Scalar`s. Throws where a whole number cannot be
/// held.
template <class T, class Scalar>
void convert(const char* data, std::endian order, Index count, Scalar* result, std::string_view file) {
  for (Index i = 0; i < count; ++i) {
    const T number = number_at<T>(data + i * static_cast<Index>(sizeof(T)), order);
    if constexpr (std::integral<Scalar>) {
      const auto wide = static_cast<long double>(number);
      if (!(wide >= static_cast<long double>(std::numeric_limits<Scalar>::min()) &&
            wide <= static_cast<long double>(std::numeric_limits<Scalar>::max())) ||
          static_cast<long double>(static_cast<Scalar>(number)) != wide)
        throw_bad_file(file, "element " + std::to_string(i),
                       "a whole number within the range of the wanted type", std::to_string(wide));
    }
    result[i] = static_cast<Scalar>(number);
  }
}

}  // namespace strata::detail
