#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <strata/core/text.hpp>
#include <strata/core/type_name.hpp>
#include <strata/training/archive.hpp>

/// What a checkpoint compares with the training that goes on from it.
namespace strata::detail {

inline std::string setting_text(bool value) { return value ? "true" : "false"; }

template <class Number>
requires std::integral<Number> || std::floating_point<Number> std::string setting_text(Number value) {
  return to_text(value);
}

inline std::string setting_text(const std::optional<double>& value) {
  return value ? to_text(*value) : "none";
}

inline std::string setting_text(const std::vector<double>& values) {
  std::string text;
  for (const double value : values) text.append(text.empty() ? "" : " ").append(to_text(value));
  return text;
}

/// The kind of an optimizer or a loss, and the settings that it names: `settings(f)` calls `f(name, value)`.
template <class Kind>
void same_kind(Archive& archive, const std::string& name, const Kind& kind) {
  archive.same(name, type_name<Kind>());
  const auto same = [&](std::string_view setting, const auto& value) {
    archive.same_if_kept(std::string(name).append(".").append(setting), setting_text(value));
  };
  if constexpr (requires { kind.settings(same); }) kind.settings(same);
}

/// The options that change what is learned, rather than for how long or at which rate.
template <class Options>
void same_options(Archive& archive, const Options& options) {
  archive.same_number("fit.batch_size", static_cast<std::uint64_t>(options.batch_size));
  archive.same_number("fit.seed", options.seed);
  archive.same("fit.shuffle", setting_text(options.shuffle));
  archive.same("fit.schedule_every_batch", setting_text(options.schedule_every_batch));
  archive.same_if_kept("fit.schedule", options.schedule.kind());
  archive.same_if_kept("fit.clip_norm", setting_text(options.clip_norm));
  archive.same_if_kept("fit.clip_value", setting_text(options.clip_value));
  archive.same_if_kept("fit.early_stopping", setting_text(options.early_stopping.has_value()));
  if (options.early_stopping)
    archive.same_if_kept("fit.early_stopping.min_delta", setting_text(options.early_stopping->min_delta));
  const Index validation = options.validation ? options.validation->size() : 0;
  archive.same_if_kept("fit.validation_samples", std::to_string(validation));
  std::string metrics;
  for (const auto& metric : options.metrics) metrics.append(metrics.empty() ? "" : " ").append(metric.name());
  archive.same_if_kept("fit.metrics", metrics.empty() ? "none" : metrics);
}

}  // namespace strata::detail
