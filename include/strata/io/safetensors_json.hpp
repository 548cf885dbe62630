#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>
#include <strata/data/bytes.hpp>

namespace strata::detail {

/// A tensor as a header describes it: its bytes are [begin, end) of the data that follow the header.
struct StoredTensor {
  std::string dtype;
  std::vector<std::uint64_t> shape;
  std::uint64_t begin = 0, end = 0;
};

/// All that a header says.
struct SafetensorsHeader {
  std::map<std::string, StoredTensor, std::less<>> tensors;
  std::map<std::string, std::string, std::less<>> metadata;
};

/// A name as messages show it: in quotes, ASCII, at most 200 bytes of it.
inline std::string quoted_name(std::string_view name) {
  constexpr std::size_t longest = 200;
  const std::string text(name.substr(0, longest));
  return nlohmann::json(text).dump(-1, ' ', true, nlohmann::json::error_handler_t::replace) +
         (name.size() > longest ? "..." : "");
}

/// Receives the header's JSON piece by piece and refuses the first that has no business where it stands, so
/// that neither depth nor a second value for a key gets anywhere.
class SafetensorsJson {
  enum class Place { document, names, metadata, tensor, numbers };
  using Json = nlohmann::json;

 public:
  explicit SafetensorsJson(std::string_view text, std::string_view file) : text_(text), file_(file) {}

  SafetensorsHeader header;

  bool start_object(std::size_t) {
    if (place_ == Place::document) return go(Place::names);
    if (place_ != Place::names) refuse("an object");
    given_ = {};
    return go(is_metadata_ ? Place::metadata : Place::tensor);
  }

  bool end_object() {
    if (place_ == Place::names) return go(Place::document);
    if (place_ == Place::tensor && given_ != std::array{true, true, true})
      refuse_here("dtype, shape and data_offsets", "not all of them");
    return go(Place::names);
  }

  bool key(std::string& text) {
    if (place_ == Place::names) begin_name(text);
    if (place_ == Place::metadata) begin_text(text);
    if (place_ == Place::tensor) begin_field(text);
    return true;
  }

  bool start_array(std::size_t) {
    if (place_ != Place::tensor || field_ == dtype) refuse("an array");
    numbers_.clear();
    return go(Place::numbers);
  }

  bool end_array() {
    if (field_ == shape) {
      tensor_->shape = numbers_;
    } else {
      if (numbers_.size() != 2) refuse_here("two data_offsets", std::to_string(numbers_.size()));
      tensor_->begin = numbers_[0];
      tensor_->end = numbers_[1];
    }
    return go(Place::tensor);
  }

  bool string(std::string& text) {
    if (place_ == Place::metadata)
      *metadata_ = std::move(text);
    else if (place_ == Place::tensor && field_ == dtype)
      tensor_->dtype = std::move(text);
    else
      refuse("the text " + shown(text));
    return true;
  }

  bool number_unsigned(Json::number_unsigned_t number) {
    if (place_ != Place::numbers) refuse("the number " + std::to_string(number));
    if (numbers_.size() == most_extents)
      refuse_here("at most " + std::to_string(most_extents) + " extents", "more");
    numbers_.push_back(number);
    return true;
  }

  bool number_integer(Json::number_integer_t number) {
    return refuse("the number " + std::to_string(number));
  }
  bool number_float(Json::number_float_t, const std::string& text) {
    return refuse("the number " + shown(text));
  }
  bool boolean(bool value) { return refuse(value ? "true" : "false"); }
  bool null() { return refuse("null"); }
  bool binary(Json::binary_t&) { return refuse("bytes"); }

  bool parse_error(std::size_t position, const std::string&, const Json::exception&) {
    const std::size_t byte = std::max<std::size_t>(position, 1) - 1;
    throw_bad_file(file_, "header, byte " + std::to_string(byte), "JSON",
                   byte < text_.size() ? shown(text_.substr(byte)) : "its end");
  }

 private:
  enum Field : std::size_t { dtype, shape, data_offsets };
  static constexpr std::array<std::string_view, 3> field_names{"dtype", "shape", "data_offsets"};
  static constexpr std::size_t most_extents = 64;

  bool go(Place place) {
    place_ = place;
    return true;
  }

  void begin_name(const std::string& text) {
    is_metadata_ = text == "__metadata__";
    name_ = text;
    if (is_metadata_ ? std::exchange(has_metadata_, true) : header.tensors.contains(text)) refuse_twice(text);
    if (!is_metadata_) tensor_ = &header.tensors[text];
  }

  void begin_text(const std::string& text) {
    const auto [entry, is_new] = header.metadata.try_emplace(text);
    if (!is_new) refuse_twice(text);
    metadata_ = &entry->second;
    metadata_key_ = &entry->first;
  }

  void begin_field(const std::string& text) {
    const auto found = std::find(field_names.begin(), field_names.end(), text);
    if (found == field_names.end()) refuse_here("dtype, shape and data_offsets alone", quoted_name(text));
    field_ = static_cast<Field>(found - field_names.begin());
    if (std::exchange(given_[field_], true)) refuse_twice(text);
  }

  /// What may stand where a value was refused.
  std::string expected() const {
    switch (place_) {
      case Place::document:
        return "a JSON object";
      case Place::names:
        return is_metadata_ ? "an object of texts" : "an object of dtype, shape and data_offsets";
      case Place::metadata:
        return "text";
      case Place::tensor:
        return field_ == dtype ? "text" : "an array of unsigned integers";
      case Place::numbers:
        break;
    }
    return "an unsigned integer below 2^64";
  }

  std::string where() const {
    if (place_ == Place::document) return "header";
    if (place_ == Place::metadata) return "metadata " + quoted_name(*metadata_key_);
    if (is_metadata_) return "metadata";
    const bool in_field = place_ == Place::numbers || place_ == Place::tensor;
    return "tensor " + quoted_name(name_) + (in_field ? ", " + std::string(field_names[field_]) : "");
  }

  bool refuse(const std::string& got) const { throw_bad_file(file_, where(), expected(), got); }

  void refuse_here(const std::string& what, const std::string& got) const {
    throw_bad_file(file_, "tensor " + quoted_name(name_), what, got);
  }

  void refuse_twice(const std::string& text) const {
    throw_bad_file(file_, place_ == Place::tensor ? "tensor " + quoted_name(name_) : "header",
                   "each name once", quoted_name(text) + " twice");
  }

  std::string_view text_, file_;
  Place place_ = Place::document;
  std::string name_;
  bool is_metadata_ = false, has_metadata_ = false;
  StoredTensor* tensor_ = nullptr;
  std::string* metadata_ = nullptr;
  const std::string* metadata_key_ = nullptr;
  Field field_ = dtype;
  std::array<bool, 3> given_{};
  std::vector<std::uint64_t> numbers_;
};

}  // namespace strata::detail
