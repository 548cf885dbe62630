#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <strata/core/message.hpp>
#include <strata/core/metric.hpp>
#include <strata/core/sample_name.hpp>
#include <strata/core/threads.hpp>
#include <strata/network/sequential.hpp>
#include <strata/training/any_metric.hpp>
#include <strata/training/batches.hpp>
#include <strata/training/checkpoint_keeper.hpp>
#include <strata/training/clip_gradient.hpp>
#include <strata/training/evaluate.hpp>
#include <strata/training/interrupt.hpp>
#include <strata/training/last_good.hpp>
#include <strata/training/progress.hpp>
#include <strata/training/same_training.hpp>
#include <strata/training/scale_remark.hpp>
#include <strata/training/scaled_loss.hpp>
#include <strata/training/training_state.hpp>
#include <strata/training/unusable.hpp>

namespace strata::detail {

/// What an optimizer remembers for a network.
template <class O, class Net>
using OptimizerStateFor = decltype(std::declval<const O&>().init(std::declval<Net&>().parameters()));

/// One call of `fit`.
template <class Net, class L, class O, class Data, class Options>
class Trainer {
 public:
  using OptimizerState = OptimizerStateFor<O, Net>;

  [[gnu::cold]] Trainer(Net& net, const L& loss, const O& optimizer, OptimizerState& state, const Data& data,
                        const Options& options)
      : loss_(loss),
        optimizer_(optimizer),
        options_(options),
        data_(data, options.batch_size),
        evaluator_(options.validation ? *options.validation : data, inference_batch, of_validation_data),
        progress_(options.progress),
        keeper_(options.checkpoint),
        state_{net, state, Generator(options.seed), options.schedule, optimizer.learning_rate},
        good_(net) {
    const Index batches = data_.count();
    epochs_ = options.epochs > 0 ? options.epochs : std::max<Index>(10, (5000 + batches - 1) / batches);
    for (const auto& metric : options.metrics) {
      state_.history.metric_names.push_back(metric.name());
      state_.gatherers.push_back(metric.gatherer());
    }
  }

  History run() {
    std::optional<Threads> threads;
    if (options_.threads > 1) threads.emplace(options_.threads);
    std::optional<InterruptGuard> guard;
    if (options_.interruptible) guard.emplace();
    resume();
    catching([&] { train(guard); },
             [&] {
               good_.undo_step();
               if (!is_finite(state_.net)) fall_back();
               settle();
               rethrow();
             });
    settle();
    if (!history().stopped.empty()) progress_.remark({"Training ended: ", history().stopped});
    return std::move(history());
  }

 private:
  using Clock = std::chrono::steady_clock;
  using Metric = AnyMetric<typename Net::Scalar, typename Data::Targets::Scalar>;

  History& history() { return state_.history; }

  /// The number of the epoch that is not done yet.
  Index epoch() const { return static_cast<Index>(state_.history.epochs.size()) + 1; }

  void train(const std::optional<InterruptGuard>& guard) {
    const auto epochs = static_cast<double>(history().epochs.size());
    progress_.begin(
        epochs_, data_.size(),
        epochs * static_cast<double>(data_.size()) + static_cast<double>(state_.position.samples));
    if (options_.progress) remark_on_scale();
    while (is_left()) run_epoch(guard);
    if (guard && history().stopped.empty() && guard->interrupted()) stop("it was interrupted");
    if (!diverged_) keep();
  }

  bool is_left() const { return epoch() <= epochs_ && state_.history.stopped.empty(); }

  /// However training ends, early stopping gives the network of its best epoch.
  void settle() {
    if (options_.early_stopping && history().best_epoch > 0) state_.net = *state_.best;
  }

  [[gnu::cold]] void remark_on_scale() {
    const std::string remark = scale_remark<L>(state_.net, data_.all());
    if (!remark.empty()) progress_.remark(remark);
  }

  void run_epoch(const std::optional<InterruptGuard>& guard) {
    EpochPosition& position = state_.position;
    begin_ = Clock::now();
    seconds_before_ = position.seconds;
    if (position.samples == 0) begin_epoch();
    while (position.samples < data_.size()) {
      const Index count = data_.size_from(position.samples);
      const double loss = step(count);
      if (diverged_) return;
      position.samples += count;
      ++position.batches;
      position.loss_sum += loss * static_cast<double>(count);
      if (progress_.is_due()) show_progress();
      if (options_.on_batch &&
          !options_.on_batch({epoch(), position.batches, loss, optimizer_.learning_rate}))
        return stop("on_batch returned false");
      if (guard && guard->interrupted()) return stop("it was interrupted");
      if (keeper_.is_due_after_batch()) keep();
      if (diverged_) return;
    }
    end_epoch();
    if (!diverged_ && keeper_.is_due_after_epoch(epoch() - 1)) keep();
  }

  /// The figures of this epoch so far.
  [[gnu::cold, gnu::noinline]] void show_progress() {
    const EpochPosition& position = state_.position;
    std::vector<double> metrics;
    if (!options_.validation)
      for (const auto& gatherer : state_.gatherers) metrics.push_back(gatherer->value());
    progress_.batch(epoch(), position.samples, position.loss_sum / static_cast<double>(position.samples),
                    history().metric_names, metrics);
  }

  void begin_epoch() {
    state_.position.generator = state_.generator;
    state_.generator = data_.order(state_.generator, options_.shuffle);
    for (auto& gatherer : state_.gatherers) gatherer->reset();
    if (!options_.schedule_every_batch) follow_schedule(epoch() - 1);
  }

  /// Trains on the next batch and returns its loss.
  double step(Index count) {
    if (options_.schedule_every_batch) follow_schedule(state_.steps);
    const Index first = state_.position.samples;
    const auto [inputs, targets] = data_.gather(first, count);
    const SampleNames names(data_.ordered(), first, count);
    good_.begin_step();
    state_.net.forward(inputs, pass_, state_.generator);
    const double loss = scaled_loss_.backward(state_.net, pass_, loss_, targets);
    if (!std::isfinite(loss)) {
      diverged(joined({"the loss is ", to_digits(loss)}), count);
      return loss;
    }
    if (!options_.validation)
      for (auto& gatherer : state_.gatherers) gatherer->update(pass_.output(), targets);
    if (good_.is_copy_due() && !copy(count)) return loss;
    if (options_.schedule_every_batch) state_.watched_loss = loss;
    if (options_.clip_value) clip_by_value(pass_.gradient(), *options_.clip_value);
    if (options_.clip_norm) clip_by_norm(pass_.gradient(), *options_.clip_norm);
    optimizer_.step(state_.net.parameters(), pass_.gradient(), state_.optimizer);
    good_.end_step();
    ++state_.steps;
    return loss;
  }

  /// Copies the network; false, and training ends, where it is not finite.
  bool copy(Index batch) {
    if (!check_network(batch)) return false;
    good_.copy();
    return true;
  }

  /// Returns to a network of before. What the optimizer remembers belongs to later parameters.
  [[gnu::cold, gnu::noinline]] void fall_back() {
    if (good_.steps() == 0) return;
    good_.fall_back();
    state_.optimizer = optimizer_.init(state_.net.parameters());
  }

  void follow_schedule(Index step) {
    state_.learning_rate = base_learning_rate_ * state_.schedule(step, state_.watched_loss);
    optimizer_.learning_rate = state_.learning_rate;
  }

  /// Validates, notes the epoch in the history, and decides whether to go on.
  void end_epoch() {
    const double loss = state_.position.loss_sum / static_cast<double>(data_.size());
    Epoch done{.number = epoch(), .loss = loss, .learning_rate = optimizer_.learning_rate};
    if (!check_network()) return;
    if (options_.validation) {
      done.validation_loss = validate();
      if (!std::isfinite(done.validation_loss) && !check_validation_data(done.validation_loss)) return;
    }
    for (auto& gatherer : state_.gatherers) done.metrics.push_back(gatherer->value());
    done.seconds = seconds();
    state_.watched_loss = options_.validation ? done.validation_loss : loss;
    state_.position = {};
    history().epochs.push_back(std::move(done));
    progress_.epoch(history());

    watch();
    if (options_.on_epoch && !options_.on_epoch(history())) stop("on_epoch returned false");
  }

  double validate() {
    const MeanOf<L> mean{loss_};
    const std::tuple all(mean, MetricsOf{state_.gatherers});
    std::tuple states(mean.init(), 0);
    evaluator_.gather(state_.net, *options_.validation, all, states);
    return mean.value(std::get<0>(states));
  }

  /// Remembers the best epoch, and stops where there was none for long.
  void watch() {
    const EarlyStopping stopping = options_.early_stopping.value_or(EarlyStopping{});
    if (stopping.improves(state_.watched_loss, state_.stopping)) {
      history().best_epoch = epoch() - 1;
      if (options_.early_stopping) state_.best = state_.net;
    }
    stop_early();
  }

  [[gnu::cold, gnu::noinline]] void stop_early() {
    if (options_.early_stopping && options_.early_stopping->stops(state_.stopping))
      stop(history().best_epoch > 0
               ? joined({"the loss has not fallen since epoch ", to_text(history().best_epoch)})
               : "the loss has never been a finite number");
  }

  /// Says where training ends: after a batch of the epoch, or after the last whole one.
  [[gnu::cold, gnu::noinline]] void stop(std::string_view why) {
    const Index batch = state_.position.batches;
    const std::string in_batch = batch > 0 ? joined({", batch ", to_text(batch)}) : "";
    history().stopped =
        joined({"in epoch ", to_text(batch > 0 ? epoch() : epoch() - 1), in_batch, ", because ", why});
  }

  /// False, and training ends, where the network holds a number that is not finite.
  bool check_network(Index batch = 0) {
    if (is_finite(state_.net)) return true;
    diverged("the network holds NaN or infinity", batch);
    return false;
  }

  /// Ends training in a batch of so many samples, or after one.
  [[gnu::cold, gnu::noinline]] void diverged(const std::string& what, Index batch) {
    diverged_ = true;
    good_.undo_step();
    const bool is_whole = is_finite(state_.net);
    const std::string blame =
        blame_but_the_rate(data_.ordered(), state_.position.samples, batch, is_whole, state_.steps);
    state_.position.batches += batch > 0;
    if (!blame.empty())
      stop(joined({what, ": ", blame}));
    else
      stop(joined({what, " at learning rate ", to_digits(optimizer_.learning_rate),
                   "; the network keeps parameters from before. Choose a smaller rate, or clip gradients"}));
    if (!is_whole || blame.empty()) fall_back();
  }

  /// False, and training ends, where validation data makes its loss what it is.
  [[gnu::cold, gnu::noinline]] bool check_validation_data(double loss) {
    const auto& data = *options_.validation;
    const std::string blame = unusable(data, 0, data.size(), of_validation_data);
    if (blame.empty()) return true;
    diverged_ = true;
    stop(joined({"the validation loss is ", to_digits(loss), ": ", blame}));
    return false;
  }

  /// How long this epoch has taken, what came before a checkpoint included.
  double seconds() const {
    return seconds_before_ + std::chrono::duration<double>(Clock::now() - begin_).count();
  }

  /// Goes on where the checkpoint ended, if there is one; what cannot be read or written shows now.
  [[gnu::cold, gnu::noinline]] void resume() {
    if (!options_.checkpoint) return;
    const OptimizerState before = state_.optimizer;
    catching(
        [&] {
          if (read_checkpoint())
            progress_.remark(
                resumed(keeper_.name(), epoch(), state_.position.batches, is_left(), history().stopped));
          if (is_left()) keeper_.check();
        },
        [&] {
          good_.fall_back();
          state_.optimizer = before;
          rethrow();
        });
  }

  [[gnu::cold, gnu::noinline]] bool read_checkpoint() {
    const auto read = [&](Archive& archive) {
      visit(archive);
      if (!is_finite(state_.net))
        archive.refuse("network", "finite numbers", "NaN or infinity; begin anew without the file");
      const EpochPosition& position = state_.position;
      if (position.samples > data_.size() || position.batches > position.samples)
        archive.refuse("epoch",
                       joined({"at most ", to_text(data_.size()), " samples in at least as few batches"}),
                       joined({to_text(position.samples), " in ", to_text(position.batches)}));
      if (options_.early_stopping && history().best_epoch > 0 && !state_.best)
        archive.refuse("best", "the network of the best epoch",
                       "none; it was trained without early stopping");
    };
    if (!keeper_.resume(read)) return false;
    keeper_.note_kept(state_.steps);
    optimizer_.learning_rate = state_.learning_rate;
    if (state_.position.samples > 0)
      data_.order(state_.position.generator, options_.shuffle);
    else
      stop_early();
    return true;
  }

  [[gnu::cold, gnu::noinline]] void keep() {
    if (!check_network()) return;
    if (state_.position.samples > 0) state_.position.seconds = seconds();
    keeper_.keep(state_.steps, [&](Archive& archive) { visit(archive); });
  }

  [[gnu::cold, gnu::noinline]] void visit(Archive& archive) {
    same_kind(archive, "fit.loss", loss_);
    same_kind(archive, "fit.optimizer", optimizer_);
    archive.same_number("fit.samples", static_cast<std::uint64_t>(data_.size()));
    same_options(archive, options_, history().metric_names);
    state_.visit(archive);
  }

  /// The gatherers of `fit`, as one metric for the evaluator.
  struct MetricsOf {
    std::vector<std::unique_ptr<typename Metric::Gatherer>>& gatherers;

    void update(int, const auto& output, const auto& target) const {
      for (auto& gatherer : gatherers) gatherer->update(output, target);
    }
  };

  static constexpr std::string_view of_validation_data = " of the validation data";

  const L& loss_;
  O optimizer_;
  const Options& options_;
  Batches<Data> data_;
  Workspace<Net> pass_;
  ScaledLoss<Net, L, typename Data::Targets::Scalar> scaled_loss_;
  Evaluator<Net, Data> evaluator_;
  ProgressBar progress_;
  CheckpointKeeper keeper_;
  TrainingState<Net, OptimizerState, typename Metric::Gatherer> state_;
  double base_learning_rate_ = optimizer_.learning_rate;
  LastGood<Net> good_;
  Index epochs_ = 0;
  bool diverged_ = false;
  Clock::time_point begin_;
  double seconds_before_ = 0;
};

}  // namespace strata::detail
