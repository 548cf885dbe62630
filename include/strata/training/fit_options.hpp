#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string_view>
#include <type_traits>
#include <vector>

#include <strata/core/setting.hpp>
#include <strata/core/static_assert.hpp>
#include <strata/data/dataset.hpp>
#include <strata/training/any_metric.hpp>
#include <strata/training/callback.hpp>
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

namespace detail {

/// Stands for the numbers of data that is not known yet.
struct AnyScalar;

/// What options hold that do not know their data: nothing.
struct NeedsData {
  NeedsData() = default;
  NeedsData(std::nullptr_t) {}

  template <class... T>
  requires(sizeof...(T) > 0) NeedsData(const T&...) {
    static_assert(sizeof...(T) == 0,
                  "strata: FitOptions in a variable know no data: .validation and .metrics take "
                  "FitOptionsFor<decltype(data)> options{.epochs = 10, .metrics = {Accuracy{}}}");
  }
};

/// A data set that outlives the options, or none.
template <class Scalar, class TargetScalar>
class Validation {
  using Data = Dataset<Scalar, TargetScalar>;

 public:
  Validation(const Data* data = nullptr) : data_(data) {}

  template <class T>
  requires(!std::convertible_to<T, const Data*>) Validation(const T&) {
    STRATA_STATIC_ASSERT(sizeof(T) == 0,
                         "strata: .validation takes the address of a Dataset with the types of the training "
                         "data, as in .validation = &test",
                         ExpectedType<const Data*>, GotType<T>);
  }

  operator const Data*() const { return data_; }
  const Data* operator->() const { return data_; }

 private:
  const Data* data_ = nullptr;
};

template <class Scalar, class TargetScalar>
struct DataOptions {
  using ValidationData = Validation<Scalar, TargetScalar>;
  using Metrics = std::vector<AnyMetric<Scalar, TargetScalar>>;
};

template <>
struct DataOptions<AnyScalar, AnyScalar> {
  using ValidationData = NeedsData;
  using Metrics = NeedsData;
};

}  // namespace detail

/// How `fit` trains; every member has a default that converges on small and middling problems. Members that
/// are named are named in this order.
template <class Scalar, class TargetScalar>
struct FitOptionsOf {
  /// Passes through the data; 0 chooses at least 10, and enough for 5000 steps.
  Index epochs = 0;
  /// Samples in a step, all of them where there are not so many; the last batch may have fewer, or one more.
  Index batch_size = 32;
  /// Data that is not trained on, evaluated after each epoch.
  typename detail::DataOptions<Scalar, TargetScalar>::ValidationData validation = nullptr;
  /// Metrics or losses, recorded for each epoch.
  typename detail::DataOptions<Scalar, TargetScalar>::Metrics metrics = {};
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
  /// Called after each batch and each epoch; a function that returns false ends training.
  Callback<BatchReport> on_batch = {};
  Callback<History> on_epoch = {};
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

/// Options in a variable, for data of any type: `FitOptions options{.epochs = 10, .batch_size = 64};`.
using FitOptions = FitOptionsOf<detail::AnyScalar, detail::AnyScalar>;

namespace detail {

/// For what is no data, whatever can be written.
template <class Data>
struct OptionsFor {
  using type = FitOptionsOf<double, double>;
};

template <class Scalar, class TargetScalar>
struct OptionsFor<Dataset<Scalar, TargetScalar>> {
  using type = FitOptionsOf<Scalar, TargetScalar>;
};

}  // namespace detail

/// Options in a variable that hold metrics or validation data:
/// `FitOptionsFor<decltype(train)> options{.validation = &test, .metrics = {Accuracy{}}};`.
template <class Data>
using FitOptionsFor = typename detail::OptionsFor<std::remove_cvref_t<Data>>::type;

namespace detail {

/// The same options for this data. The names stand for all members, so that none can be forgotten.
template <class Typed>
Typed with_types(const FitOptions& options) {
  const auto& [epochs, batch_size, validation, metrics, schedule, schedule_every_batch, early_stopping,
               checkpoint, clip_norm, clip_value, on_batch, on_epoch, shuffle, seed, threads, progress,
               interruptible] = options;
  return {.epochs = epochs,
          .batch_size = batch_size,
          .schedule = schedule,
          .schedule_every_batch = schedule_every_batch,
          .early_stopping = early_stopping,
          .checkpoint = checkpoint,
          .clip_norm = clip_norm,
          .clip_value = clip_value,
          .on_batch = on_batch,
          .on_epoch = on_epoch,
          .shuffle = shuffle,
          .seed = seed,
          .threads = threads,
          .progress = progress,
          .interruptible = interruptible};
}

template <class Typed>
const Typed& with_types(const Typed& options) {
  return options;
}

/// Throws `std::invalid_argument` for what cannot be meant.
template <class Options>
[[gnu::cold]] void check_fit_options(const Options& options) {
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
