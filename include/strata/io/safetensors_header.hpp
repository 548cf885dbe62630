#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <strata/data/bytes.hpp>
#include <strata/data/file_kind.hpp>
#include <strata/io/safetensors_json.hpp>

/// The header of a safetensors file, which nobody trusts: 8 bytes with its length, and JSON.
/// Format: https://huggingface.co/docs/safetensors/index#format
namespace strata::detail {

/// The longest header that the format allows, in bytes.
inline constexpr std::uint64_t longest_safetensors_header = 100'000'000;

/// The bytes of one element; 0 where the format has no such type.
inline std::uint64_t element_size(std::string_view dtype) {
  constexpr auto sizes = std::to_array<std::pair<std::string_view, std::uint64_t>>({{"F64", 8},
                                                                                    {"I64", 8},
                                                                                    {"U64", 8},
                                                                                    {"C64", 8},
                                                                                    {"F32", 4},
                                                                                    {"I32", 4},
                                                                                    {"U32", 4},
                                                                                    {"F16", 2},
                                                                                    {"BF16", 2},
                                                                                    {"I16", 2},
                                                                                    {"U16", 2},
                                                                                    {"I8", 1},
                                                                                    {"U8", 1},
                                                                                    {"BOOL", 1},
                                                                                    {"F8_E4M3", 1},
                                                                                    {"F8_E5M2", 1},
                                                                                    {"F8_E8M0", 1}});
  const auto* found =
      std::find_if(sizes.begin(), sizes.end(), [&](const auto& entry) { return entry.first == dtype; });
  return found == sizes.end() ? 0 : found->second;
}

/// Extents as people write them: `3 x 4`; a single number has none.
template <class Extents>
std::string shape_text(const Extents& extents) {
  std::string text;
  for (const auto extent : extents) text += (text.empty() ? "" : " x ") + std::to_string(extent);
  return text.empty() ? "rank 0" : text;
}

/// The length of the header that follows the first 8 bytes of a file of this size; `begin` is what the file
/// begins with, `telling_bytes` or all.
inline std::uint64_t safetensors_header_length(std::string_view begin, std::uint64_t file_size,
                                               std::string_view file) {
  const auto refuse = [&](const std::string& expected, const std::string& got) {
    if (!begins_as_safetensors(begin)) refuse_known_kind(begin, file, "a safetensors file");
    throw_bad_file(file, "length of the header", expected, got);
  };
  if (begin.size() < 8) refuse("8 bytes", "a file of " + std::to_string(file_size));
  const auto length = number_at<std::uint64_t>(begin.data(), std::endian::little);
  if (length > longest_safetensors_header)
    refuse("at most " + std::to_string(longest_safetensors_header) + " bytes", std::to_string(length));
  if (length > file_size - 8)
    refuse("at most the " + std::to_string(file_size - 8) + " bytes that follow", std::to_string(length));
  if (begin.substr(8, 1).find_first_of("{ \t\r\n") == std::string_view::npos)
    refuse_known_kind(begin, file, "a safetensors file");
  return length;
}

/// Refuses a tensor whose type, shape and place do not agree, or that lies outside the data.
inline void check_stored(const std::string& name, const StoredTensor& tensor, std::uint64_t data_size,
                         std::string_view file) {
  const auto refuse = [&](const std::string& expected, const std::string& got) {
    throw_bad_file(file, "tensor " + quoted_name(name), expected, got);
  };
  const std::string range = "[" + std::to_string(tensor.begin) + ", " + std::to_string(tensor.end) + ")";
  const std::string type = shown(tensor.dtype) + " of " + shape_text(tensor.shape);
  std::uint64_t bytes = element_size(tensor.dtype);
  if (bytes == 0) refuse("a dtype of the format, such as F32", shown(tensor.dtype));
  for (const std::uint64_t extent : tensor.shape) {
    if (extent != 0 && bytes > std::numeric_limits<std::uint64_t>::max() / extent)
      refuse("a shape of fewer than 2^64 bytes", type);
    bytes *= extent;
  }
  if (tensor.begin > tensor.end) refuse("data_offsets in order", range);
  if (tensor.end > data_size)
    refuse("data_offsets within the " + std::to_string(data_size) + " bytes of data", range);
  if (tensor.end - tensor.begin != bytes)
    refuse(std::to_string(bytes) + " bytes for " + type,
           std::to_string(tensor.end - tensor.begin) + " in " + range);
}

/// Refuses data that the tensors do not cover byte for byte, once each.
inline void check_coverage(const SafetensorsHeader& header, std::uint64_t data_size, std::string_view file) {
  std::vector<std::tuple<std::uint64_t, std::uint64_t, std::string_view>> places;
  for (const auto& [name, tensor] : header.tensors) places.emplace_back(tensor.begin, tensor.end, name);
  std::sort(places.begin(), places.end());
  std::uint64_t covered = 0;
  for (const auto& [begin, end, name] : places) {
    const std::string where = "tensor " + quoted_name(name);
    const std::string expected = "data from byte " + std::to_string(covered) + ", where the one before ends";
    if (begin < covered) throw_bad_file(file, where, expected, "an overlap from " + std::to_string(begin));
    if (begin > covered) throw_bad_file(file, where, expected, "a hole up to " + std::to_string(begin));
    covered = end;
  }
  if (covered != data_size)
    throw_bad_file(file, "data", std::to_string(covered) + " bytes, as the tensors have",
                   std::to_string(data_size));
}

/// The header of this JSON text, whose tensors fill `data_size` bytes to the last one. Throws
/// `std::runtime_error` where they do not, or where the text says anything that the format does not know.
inline SafetensorsHeader parse_safetensors_header(std::string_view text, std::uint64_t data_size,
                                                  std::string_view file) {
  const std::size_t begin = std::min(text.find_first_not_of(" \t\n\r"), text.size());
  if (!text.substr(begin).starts_with('{'))
    throw_bad_file(file, "header", "a JSON object, which begins with {", shown(text.substr(begin, 10)));
  if (const std::size_t zero = text.find('\0'); zero != std::string_view::npos)
    throw_bad_file(file, "header, byte " + std::to_string(zero), "JSON", shown(text.substr(zero, 10)));
  SafetensorsJson json(text, file);
  nlohmann::json::sax_parse(text.begin(), text.end(), &json);
  for (const auto& [name, tensor] : json.header.tensors) check_stored(name, tensor, data_size, file);
  check_coverage(json.header, data_size, file);
  return std::move(json.header);
}

/// The header of a file in memory.
inline SafetensorsHeader parse_safetensors(std::string_view bytes, std::string_view file) {
  const std::uint64_t length = safetensors_header_length(bytes.substr(0, telling_bytes), bytes.size(), file);
  return parse_safetensors_header(bytes.substr(8, static_cast<std::size_t>(length)),
                                  bytes.size() - 8 - length, file);
}

}  // namespace strata::detail
