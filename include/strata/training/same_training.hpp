#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <strata/core/type_name.hpp>
#include <strata/training/archive.hpp>

/// What a checkpoint compares with the training that goes on from it.
namespace strata::detail {

/// The kind of an optimizer or a loss, and the settings that it names: `settings(f)` calls `f(name, value)`.
template <class Kind>
[[gnu::cold]] void same_kind(Archive& archive, std::string_view name, const Kind& kind) {
  archive.same(name, type_name<Kind>());
  const auto same = [&]<class T>(std::string_view setting, const T& value) {
    if constexpr (std::is_arithmetic_v<T> && !std::is_same_v<T, bool>)
      archive.same_setting(name, setting, static_cast<double>(value));
    else if constexpr (std::is_same_v<T, std::vector<double>>)
      archive.same_setting(name, setting, &value);
    else
      archive.same_setting(name, setting, value);
  };
  if constexpr (requires { kind.settings(same); }) kind.settings(same);
}

/// The options that change what is learned, rather than for how long or at which rate.
template <class Options>
[[gnu::cold]] void same_options(Archive& archive, const Options& options,
                                const std::vector<std::string>& metric_names) {
  archive.same_number("fit.batch_size", static_cast<std::uint64_t>(options.batch_size));
  archive.same_number("fit.seed", options.seed);
  const auto same = [&](std::string_view name, const Archive::Setting& value) {
    archive.same_setting("fit", name, value);
  };
  same("shuffle", options.shuffle);
  same("schedule_every_batch", options.schedule_every_batch);
  same("schedule", std::string_view(options.schedule.kind()));
  same("clip_norm", options.clip_norm);
  same("clip_value", options.clip_value);
  same("early_stopping", options.early_stopping.has_value());
  if (options.early_stopping) same("early_stopping.min_delta", options.early_stopping->min_delta);
  same("validation_samples", options.validation ? static_cast<double>(options.validation->size()) : 0.0);
  same("metrics", &metric_names);
}

}  // namespace strata::detail
