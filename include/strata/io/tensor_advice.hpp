#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <strata/io/safetensors_header.hpp>

namespace strata::detail {

/// A tensor that a file does not have.
struct MissingTensor {
  std::string name;
  std::vector<Index> shape;
};

/// What to do about tensors that PyTorch's layers store only with some of their options.
class TensorAdvice {
 public:
  using Names = std::set<std::string, std::less<>>;

  /// `expected` are all names that the network looks for.
  TensorAdvice(const SafetensorsHeader& header, const Names& expected)
      : header_(header), expected_(expected) {}

  /// A line for each option that explains one of these, or nothing.
  std::string about(const std::vector<MissingTensor>& missing) {
    for (const MissingTensor& tensor : missing) {
      const std::size_t dot = tensor.name.rfind('.') + 1;
      explain(tensor.name.substr(0, dot), std::string_view(tensor.name).substr(dot), tensor);
    }
    std::string text;
    for (const std::string& line : lines_) text += "\n" + line;
    return text;
  }

 private:
  bool is_stored(const std::string& name) const { return header_.tensors.contains(name); }

  /// Whether the file has other tensors of the network, so that its names are not all others.
  bool has_some() const {
    for (const std::string& name : expected_)
      if (is_stored(name)) return true;
    return false;
  }

  void explain(const std::string& layer, std::string_view part, const MissingTensor& tensor) {
    const auto assignment = [&](const char* name, const char* function) {
      return "state[" + quoted_name(layer + name) + "] = torch." + function + "(" + shape_text(tensor.shape) +
             ")";
    };
    const bool is_vector = tensor.shape.size() == 1;
    const bool is_batch_norm = expected_.contains(layer + "running_mean");
    const auto weight = header_.tensors.find(layer + "weight");
    if (part == "running_mean" && has_some())
      advise("BatchNorm1d(track_running_stats=False)",
             "keeps no running_mean and running_var, which predictions need: train with running statistics");
    if (part == "weight" && is_vector && (is_batch_norm ? is_stored(layer + "running_mean") : has_some()))
      advise(is_batch_norm ? "BatchNorm1d(affine=False)" : "LayerNorm(elementwise_affine=False)",
             "stores neither weight nor bias; in Python, before saving: " + assignment("weight", "ones") +
                 "; " + assignment("bias", "zeros"));
    if (part == "bias" && weight != header_.tensors.end()) {
      if (weight->second.shape.size() == 1)
        advise("LayerNorm(bias=False)",
               "stores no bias; in Python, before saving: " + assignment("bias", "zeros"));
      else
        advise("Linear(n, m, bias=False)", "is Dense<m, no_bias>");
    }
  }

  /// Says it once, of the first layer.
  void advise(const std::string& option, const std::string& text) {
    if (options_.insert(option).second) lines_.push_back(option + " " + text);
  }

  const SafetensorsHeader& header_;
  const Names& expected_;
  Names options_;
  std::vector<std::string> lines_;
};

}  // namespace strata::detail
