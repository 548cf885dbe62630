#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <strata/core/message.hpp>
#include <strata/core/random.hpp>
#include <strata/training/archive.hpp>
#include <strata/training/early_stopping.hpp>
#include <strata/training/history.hpp>
#include <strata/training/schedule.hpp>

namespace strata::detail {

/// Where `fit` is within an epoch.
struct EpochPosition {
  Index batches = 0, samples = 0;  ///< How many are done.
  double loss_sum = 0;
  double seconds = 0;
  Generator generator;  ///< As it was before it shuffled this epoch.

  [[gnu::cold]] void visit(Archive& archive) {
    archive("batch", batches);
    archive("sample", samples);
    archive("loss_sum", loss_sum);
    archive("seconds", seconds);
    archive("generator", generator);
  }
};

/// What `fit` remembers from batch to batch: training goes on from here bit by bit.
template <class Net, class OptimizerState, class Gatherer>
struct TrainingState {
  Net& net;
  OptimizerState& optimizer;
  Generator generator;
  Schedule schedule;
  double learning_rate;
  double watched_loss = 0;
  EarlyStopping::State stopping = {};
  std::optional<Net> best = {};
  Index steps = 0;
  EpochPosition position = {};
  std::vector<std::unique_ptr<Gatherer>> gatherers = {};
  History history = {};

  /// Throws `std::runtime_error` where what was read cannot be meant.
  [[gnu::cold]] void visit(Archive& archive) {
    archive.network("network", net);
    archive("optimizer", optimizer);
    archive("generator", generator);
    archive("schedule", schedule);
    archive("learning_rate", learning_rate);
    archive("watched_loss", watched_loss);
    archive("early_stopping", stopping);
    archive("step", steps);
    archive("epoch", position);
    visit_gatherers(archive);
    visit_history(archive);
    visit_best(archive);
  }

 private:
  [[gnu::cold]] void visit_gatherers(Archive& archive) {
    Index i = 0;
    for (const auto& gatherer : gatherers) archive(joined({"metric_", i++}), *gatherer);
  }

  [[gnu::cold, gnu::noinline]] void visit_column(Archive& archive, std::string_view name,
                                                 double Epoch::*member, bool is_first = false) {
    std::vector<Epoch>& epochs = history.epochs;
    std::vector<double> numbers;
    numbers.reserve(epochs.size());
    for (const Epoch& epoch : epochs) numbers.push_back(epoch.*member);
    archive(name, numbers);
    if (is_first) epochs.resize(numbers.size());
    if (numbers.size() != epochs.size()) archive.refuse("history", "columns of one length", "others");
    auto number = numbers.begin();
    for (Epoch& epoch : epochs) epoch.*member = *number++;
  }

  /// Column by column.
  [[gnu::cold]] void visit_history(Archive& archive) {
    std::vector<Epoch>& epochs = history.epochs;
    const auto check = [&](bool is_right) {
      if (!is_right) archive.refuse("history", "columns of one length", "others");
    };
    visit_column(archive, "history.loss", &Epoch::loss, true);
    visit_column(archive, "history.validation_loss", &Epoch::validation_loss);
    visit_column(archive, "history.learning_rate", &Epoch::learning_rate);
    visit_column(archive, "history.seconds", &Epoch::seconds);

    std::vector<double> metrics;
    for (const Epoch& epoch : epochs)
      metrics.insert(metrics.end(), epoch.metrics.begin(), epoch.metrics.end());
    archive("history.metrics", metrics);
    const std::size_t each = history.metric_names.size();
    check(metrics.size() == epochs.size() * each);
    auto first = metrics.begin();
    Index number = 0;
    for (Epoch& epoch : epochs) {
      epoch.number = ++number;
      const auto last = first + static_cast<std::ptrdiff_t>(each);
      epoch.metrics.assign(first, last);
      first = last;
    }
    archive("history.best_epoch", history.best_epoch);
    check(history.best_epoch <= static_cast<Index>(epochs.size()));
  }

  [[gnu::cold]] void visit_best(Archive& archive) {
    bool has_best = best.has_value();
    archive("has_best", has_best);
    if (has_best && !best) best = net;
    if (has_best) archive.network("best", *best);
  }
};

}  // namespace strata::detail
