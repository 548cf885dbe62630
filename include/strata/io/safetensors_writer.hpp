#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

#include <nlohmann/json.hpp>
#include <strata/core/error.hpp>
#include <strata/io/float_formats.hpp>
#include <strata/io/safetensors_header.hpp>

namespace strata::detail {

/// Gathers tensors and texts, and makes of them the bytes of a safetensors file.
class SafetensorsWriter {
 public:
  /// Takes `element(i)` for the elements in order, by rows. Throws `std::invalid_argument` where the name is
  /// taken.
  template <class F>
  void add(const std::string& name, const std::vector<Index>& shape, Index size, F&& element) {
    using Scalar = std::remove_cvref_t<decltype(element(Index{}))>;
    static_assert(std::same_as<Scalar, float> || std::same_as<Scalar, double>);
    if (name == metadata_key || header_.contains(name))
      throw_mismatch("safetensors", "another name for each tensor",
                     quoted_name(name) + " for two or reserved", "change .prefix or .rename");
    const std::size_t begin = data_.size();
    for (Index i = 0; i < size; ++i) append_little_endian(data_, element(i));
    header_[name] = {{"dtype", std::same_as<Scalar, float> ? "F32" : "F64"},
                     {"shape", shape},
                     {"data_offsets", {begin, data_.size()}}};
  }

  /// Adds a text that belongs to the file.
  void add_metadata(const std::string& key, const std::string& text) { metadata_[key] = text; }

  /// The file: the header is padded with spaces, so that the data begins at a multiple of 8 bytes.
  std::string bytes() const {
    std::string text = header_text();
    text.append((8 - text.size() % 8) % 8, ' ');
    if (text.size() > longest_safetensors_header)
      throw_mismatch("safetensors",
                     "a header of at most " + std::to_string(longest_safetensors_header) + " bytes",
                     std::to_string(text.size()), "store a smaller self-test");
    std::string file;
    append_little_endian(file, std::uint64_t{text.size()});
    return file.append(text).append(data_);
  }

 private:
  static constexpr const char* metadata_key = "__metadata__";

  std::string header_text() const {
    nlohmann::json header = header_;
    if (!metadata_.empty()) header[metadata_key] = metadata_;
    try {
      return header.dump();
    } catch (const nlohmann::json::exception&) {
      throw_mismatch("safetensors", "names in UTF-8", "other bytes", "change .prefix or .rename");
    }
  }

  nlohmann::json header_ = nlohmann::json::object(), metadata_ = nlohmann::json::object();
  std::string data_;
};

}  // namespace strata::detail
