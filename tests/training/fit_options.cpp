#include <strata/training/fit_options.hpp>

#include "../support/checks.hpp"

using namespace strata;

namespace {

/// What is said about options that cannot be meant; empty where they can.
std::string said_about(const FitOptions& options) {
  try {
    detail::check_fit_options(options);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("The options of fit have defaults") {
  const FitOptions options;
  CHECK(options.epochs == 0);
  CHECK(options.batch_size == 32);
  CHECK(options.schedule.kind() == "none");
  CHECK_FALSE(options.schedule_every_batch);
  CHECK_FALSE(options.early_stopping);
  CHECK_FALSE(options.checkpoint);
  CHECK_FALSE(options.clip_norm);
  CHECK_FALSE(options.clip_value);
  CHECK_FALSE(options.on_batch);
  CHECK_FALSE(options.on_epoch);
  CHECK(options.shuffle);
  CHECK(options.seed == default_seed);
  CHECK(options.threads == 1);
  CHECK(options.progress == stderr);
  CHECK(options.interruptible);
  CHECK(said_about(options).empty());
}

TEST_CASE("Options at the ends of their range are taken") {
  CheckpointStore store;
  store.every_epochs = 0;
  store.every_minutes = 0;
  CHECK(said_about({.epochs = 0,
                    .batch_size = 1,
                    .early_stopping = EarlyStopping{.patience = 0},
                    .checkpoint = store,
                    .clip_norm = 1e-300,
                    .clip_value = 1e-300,
                    .threads = 1}) == "");
}

TEST_CASE("Options that cannot be meant are refused with what can") {
  CHECK(said_about({.epochs = -1}) ==
        "strata: fit: expected a number of epochs of at least 0, got -1; 0 chooses one");
  CHECK(said_about({.threads = 0}) == "strata: fit: expected at least 1 thread, got 0; as in .threads = 2");
  CHECK(said_about({.batch_size = 0}) ==
        "strata: fit: expected a batch size of at least 1, got 0; as in .batch_size = 64");
  CHECK(said_about({.early_stopping = EarlyStopping{.patience = -1}}) ==
        "strata: fit: expected a patience of at least 0, got -1; as in EarlyStopping{.patience = 5}");
  CheckpointStore epochs, minutes;
  epochs.every_epochs = -1;
  minutes.every_minutes = -0.5;
  CHECK(
      said_about({.checkpoint = epochs}) ==
      "strata: fit: expected checkpoints every 0 or more epochs and minutes, got -1; 0 does not count them");
  CHECK(said_about({.checkpoint = minutes}) ==
        "strata: fit: expected checkpoints every 0 or more epochs and minutes, got -0.5; 0 does not count "
        "them");
  CHECK(said_about({.clip_norm = 0}) ==
        "strata: fit: expected a limit of gradients above 0, got 0; leave it out to not clip");
  CHECK(said_about({.clip_value = -1}) ==
        "strata: fit: expected a limit of gradients above 0, got -1; leave it out to not clip");
}
