#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <strata/core/error.hpp>
#include <strata/io/float_formats.hpp>
#include <strata/io/rename.hpp>
#include <strata/io/safetensors_header.hpp>
#include <strata/io/tensor_advice.hpp>
#include <strata/network/tensor_names.hpp>

namespace strata::detail {

/// Compares the tensors that a network has with those that a file has, and gathers all that differs.
template <class Scalar>
class TensorMatch {
 public:
  TensorMatch(const SafetensorsHeader& header, std::string_view file) : header_(header), file_(file) {}

  /// The network has a tensor of this shape, and looks for it by this name; several may share one.
  void expect(const std::string& name, const std::vector<Index>& shape, bool allow_narrowing) {
    expected_.insert(name);
    const auto found = header_.tensors.find(name);
    if (found == header_.tensors.end()) {
      missing_.push_back({name, shape});
      return differ("missing " + quoted_name(name) + ", " + shape_text(shape));
    }
    const StoredTensor& stored = found->second;
    if (shape_text(shape) != shape_text(stored.shape))
      differ("mismatched " + quoted_name(name) + ": expected " + shape_text(shape) + ", got " +
             shape_text(stored.shape));
    const FloatFormat* format = find_float_format(stored.dtype);
    if (!format)
      differ("mismatched " + quoted_name(name) + ": expected F64, F32, F16 or BF16, got " + stored.dtype);
    else if (narrows<Scalar>(*format) && !allow_narrowing)
      differ("mismatched " + quoted_name(name) + ": expected numbers that the network's scalar holds, got " +
             stored.dtype + "; to round them, pass {.allow_narrowing = true}");
  }

  /// Throws `std::runtime_error` with all that differed, and with the tensors of this prefix that nobody
  /// expected or has named in `ignore`; integers of rank 0, such as `num_batches_tracked`, may be there.
  void finish(const std::string& prefix, const std::vector<std::string>& ignore = {}) {
    for (const auto& [name, tensor] : header_.tensors)
      if (name.starts_with(prefix) && !expected_.contains(name) && !is_counter(tensor) &&
          !is_ignored(name, ignore))
        differ("unexpected " + quoted_name(name) + ", " + shape_text(tensor.shape));
    if (count_ == 0) return;
    if (count_ > most_lines) lines_ += "\n  and " + std::to_string(count_ - most_lines) + " more";
    fail<std::runtime_error>("strata: " + std::string(file_) +
                             ": expected the network's tensors, got others" + lines_ +
                             TensorAdvice(header_, expected_).about(missing_) +
                             "\n.prefix and .rename of the options change the names, .ignore leaves "
                             "unexpected tensors out");
  }

 private:
  static constexpr std::size_t most_lines = 1000;

  static bool is_counter(const StoredTensor& tensor) {
    return tensor.shape.empty() && (tensor.dtype.starts_with('I') || tensor.dtype.starts_with('U'));
  }

  static bool is_ignored(const std::string& name, const std::vector<std::string>& patterns) {
    return std::any_of(patterns.begin(), patterns.end(),
                       [&](const std::string& pattern) { return matches(pattern, name); });
  }

  void differ(const std::string& line) {
    if (++count_ <= most_lines) lines_ += "\n  " + line;
  }

  const SafetensorsHeader& header_;
  std::string_view file_;
  std::set<std::string, std::less<>> expected_;
  std::vector<MissingTensor> missing_;
  std::string lines_;
  std::size_t count_ = 0;
};

}  // namespace strata::detail
