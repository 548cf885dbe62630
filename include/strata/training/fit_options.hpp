#pragma once

#include <cstdint>
#include <cstdio>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include <strata/core/setting.hpp>
#include <strata/data/dataset.hpp>
#include <strata/training/any_metric.hpp>
#include <strata/training/checkpoint_store.hpp>
#include <strata/training/early_stopping.hpp>
#include <strata/training/history.hpp>
#include <strata/training/schedule.hpp>

namespace strata {

/// What `FitOptions::on_batch` is told.
struct BatchReport {
  Index epoch;  ///< Counted from 1.
  Index batch;  ///< Counted from 1 within the epoch.
  double loss;
  double learning_rate;
};

/// How `fit` trains; every member has a default that converges on small and middling problems.
template <class Scalar, class TargetScalar>
struct FitOptions {
  /// Passes through the data; 0 chooses at least 10, and enough for 5000 steps.
  Index epochs = 0;
  /// Samples in a step, all of them where there are not so many; the last batch may have fewer, or one more.
  Index batch_size = 32;
  /// Data that is not trained on, evaluated after each epoch.
  const Dataset<Scalar, TargetScalar>* validation = nullptr;
  /// Metrics or losses, recorded for each epoch.
  std::vector<AnyMetric<Scalar, TargetScalar>> metrics = {};
  /// The factor of the optimizer's learning rate, for each epoch or each batch.
  Schedule schedule = {};
  bool schedule_every_batch = false;
  std::optional<EarlyStopping> early_stopping = {};
  /// Keeps training, so that the next call with the same data and options goes on from there and ends as if
  /// it had never ended, bit by bit: `Checkpoint{.path = "run.safetensors"}` of strata/io/checkpoint.hpp.
  std::optional<CheckpointStore> checkpoint = {};
  /// The largest norm of a gradient, and the largest magnitude of its elements.
  std::optional<double> clip_norm = {};
  std::optional<double> clip_value = {};
  /// Called after each batch and each epoch; false ends training.
  std::function<bool(const BatchReport&)> on_batch = {};
  std::function<bool(const History&)> on_epoch = {};
  /// Whether each epoch has an order of its own, drawn from `seed`, as all random numbers in training are.
  bool shuffle = true;
  std::uint64_t seed = default_seed;
  /// How many threads share each batch; the result is the same to the bit. See `Threads`.
  Index threads = 1;
  /// Where progress is shown; a null pointer is silent.
  std::FILE* progress = stderr;
  /// Whether Ctrl-C ends training after the current batch, instead of the program.
  bool interruptible = true;
};

namespace detail {

/// Throws `std::invalid_argument` for what cannot be meant.
template <class Options>
void check_fit_options(const Options& options) {
  const auto check = [](bool holds, std::string_view expected, auto got, std::string_view advice) {
    check_setting(holds, "fit", expected, static_cast<double>(got), advice);
  };
  check(options.epochs >= 0, "a number of epochs of at least 0", options.epochs, "0 chooses one");
  check(options.threads >= 1, "at least 1 thread", options.threads, "as in .threads = 2");
  check(options.batch_size >= 1, "a batch size of at least 1", options.batch_size, "as in .batch_size = 64");
  if (const auto& stopping = options.early_stopping)
    check(stopping->patience >= 0, "a patience of at least 0", stopping->patience,
          "as in EarlyStopping{.patience = 5}");
  if (const auto& store = options.checkpoint)
    for (const double every : {static_cast<double>(store->every_epochs), store->every_minutes})
      check(every >= 0, "checkpoints every 0 or more epochs and minutes", every, "0 does not count them");
  for (const auto& limit : {options.clip_norm, options.clip_value})
    if (limit) check(*limit > 0, "a limit of gradients above 0", *limit, "leave it out to not clip");
}

}  // namespace detail

}  // namespace strata
