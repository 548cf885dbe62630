#pragma once

#include <Eigen/Core>
#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>
#include <strata/core/error.hpp>
#include <strata/core/text.hpp>
#include <strata/data/bytes.hpp>

/// An input and its output that travel with a network's weights.
namespace strata::detail {

/// A matrix of features x samples as JSON: an array of samples, each an array of its features. Every digit
/// is kept.
template <class Derived>
nlohmann::json samples_to_json(const Eigen::MatrixBase<Derived>& matrix) {
  auto samples = nlohmann::json::array();
  for (Index column = 0; column < matrix.cols(); ++column) {
    auto sample = nlohmann::json::array();
    for (Index row = 0; row < matrix.rows(); ++row)
      sample.push_back(static_cast<double>(matrix(row, column)));
    samples.push_back(std::move(sample));
  }
  return samples;
}

/// The matrix of `features` x `samples` (any number, but one at least, where it is `Dynamic`) in such JSON.
inline Eigen::MatrixXd samples_from_json(const nlohmann::json& json, Index features, Index samples,
                                         std::string_view file) {
  const auto refuse = [&](const std::string& got) {
    throw_bad_file(file, "self-test",
                   "samples of " + std::to_string(features) + " numbers each, as many inputs as outputs",
                   got);
  };
  if (!json.is_array() || json.empty()) refuse("no array of samples");
  const auto count = static_cast<Index>(json.size());
  if (samples != Dynamic && count != samples) refuse(std::to_string(count) + " samples");
  for (const auto& sample : json) {
    if (!sample.is_array()) refuse("a sample that is no array");
    if (static_cast<Index>(sample.size()) != features) refuse(std::to_string(sample.size()) + " numbers");
    for (const auto& number : sample)
      if (!number.is_number()) refuse("something else than a number");
  }
  return Eigen::MatrixXd::NullaryExpr(features, count, [&](Index row, Index column) {
    return json[static_cast<std::size_t>(column)][static_cast<std::size_t>(row)].get<double>();
  });
}

/// What a network predicts for this input, as text: {"input": [[...], ...], "output": [[...], ...]}. Throws
/// `std::invalid_argument` where the output is not finite.
template <class Net, class Input>
std::string self_test_text(const Net& net, const Input& input) {
  const auto output = net.predict(input);
  if (!input.allFinite() || !output.allFinite())
    throw_mismatch("self-test", "finite numbers", "others in its input or output",
                   "check the network, or leave the self-test out");
  return nlohmann::json{{"input", samples_to_json(input)}, {"output", samples_to_json(output)}}.dump();
}

/// Throws `std::runtime_error` unless the network predicts what this text says, to half of the digits of
/// numbers with this epsilon: no element may differ by more than sqrt(epsilon) times the largest one.
template <class Net>
void run_self_test(const Net& net, const std::string& text, double epsilon, std::string_view file) {
  using Scalar = typename Net::Scalar;
  const auto shallow = [](int depth, nlohmann::json::parse_event_t, const nlohmann::json&) {
    return depth <= 3;
  };
  const auto json = nlohmann::json::parse(text, shallow, false);
  if (!json.is_object() || !json.contains("input") || !json.contains("output"))
    throw_bad_file(file, "self-test", "a JSON object of input and output", shown(text));
  const auto input = samples_from_json(json["input"], net.input_shape().size(), Dynamic, file);
  const auto expected = samples_from_json(json["output"], net.output_shape().size(), input.cols(), file);
  const Eigen::MatrixXd output = net.predict(input.template cast<Scalar>().eval()).template cast<double>();
  const double difference = (output - expected).cwiseAbs().template maxCoeff<Eigen::PropagateNaN>();
  const double allowed = std::sqrt(epsilon) * expected.cwiseAbs().maxCoeff();
  if (difference <= allowed) return;
  throw_bad_file(
      file, "self-test", "the stored prediction within " + to_digits(allowed),
      "a difference of " + to_digits(difference) + "; the file belongs to other layers or options of them");
}

}  // namespace strata::detail
