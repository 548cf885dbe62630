#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <strata/core/random.hpp>
#include <strata/data/dataset.hpp>
#include <strata/network/sequential.hpp>
#include <strata/optimizers/adam.hpp>
#include <strata/training/clip_gradient.hpp>
#include <strata/training/evaluate.hpp>
#include <strata/training/fit_options.hpp>
#include <strata/training/interrupt.hpp>
#include <strata/training/progress.hpp>

namespace strata {

namespace detail {

/// One call of `fit`: what it works on, and what it remembers from batch to batch.
template <class Net, class L, class O, class Data, class Options>
class Training {
 public:
  Training(Net& net, const L& loss, const O& optimizer, const Data& data, const Options& options)
      : net_(net),
        loss_(loss),
        optimizer_(optimizer),
        options_(options),
        data_(data),
        generator_(options.seed),
        optimizer_state_(optimizer.init(net.parameters())),
        batch_(data.buffers(std::min(data.size(), options.batch_size + 1))),
        evaluator_(options.validation ? *options.validation : data, inference_batch),
        progress_(options.progress),
        good_(net) {
    const Index batches = (data.size() + options.batch_size - 1) / options.batch_size;
    epochs_ = options.epochs > 0 ? options.epochs : std::max<Index>(10, (5000 + batches - 1) / batches);
    for (const auto& metric : options.metrics) {
      history_.metric_names.push_back(metric.name());
      gatherers_.push_back(metric.gatherer());
    }
  }

  History run() {
    std::optional<InterruptGuard> guard;
    if (options_.interruptible) guard.emplace();
    progress_.begin(epochs_, data_.size());
    try {
      for (Index epoch = 1; epoch <= epochs_ && history_.stopped.empty(); ++epoch) run_epoch(epoch, guard);
    } catch (...) {
      net_ = good_;
      throw;
    }
    if (options_.early_stopping && history_.best_epoch > 0) net_ = *best_;
    if (!history_.stopped.empty()) progress_.remark("Training ended: " + history_.stopped);
    return std::move(history_);
  }

 private:
  void run_epoch(Index epoch, const std::optional<InterruptGuard>& guard) {
    const auto begin = std::chrono::steady_clock::now();
    if (options_.shuffle) data_.shuffle(generator_);
    for (auto& gatherer : gatherers_) gatherer.reset();
    if (!options_.schedule_every_batch) follow_schedule(epoch - 1);

    double sum = 0;
    Index batch = 0;
    for (Index first = 0, count = 0; first < data_.size(); first += count) {
      count = next_batch(data_.size() - first);
      const double loss = step(epoch, ++batch, first, count);
      if (!history_.stopped.empty()) return;
      sum += loss * static_cast<double>(count);
      progress_.batch(epoch, first + count, loss);
      if (options_.on_batch && !options_.on_batch({epoch, batch, loss, optimizer_.learning_rate}))
        return stop("on_batch returned false", epoch, batch);
      if (guard && guard->interrupted()) return stop("it was interrupted", epoch, batch);
    }
    record(epoch, sum / static_cast<double>(data_.size()), begin);
  }

  /// The size of the next batch. A single sample that would be left over joins it: alone it would say too
  /// little, and nothing to a layer that normalises over the batch.
  Index next_batch(Index samples_left) const {
    const bool leaves_one = samples_left == options_.batch_size + 1 && options_.batch_size > 1;
    return leaves_one ? samples_left : std::min(options_.batch_size, samples_left);
  }

  /// Trains on one batch and returns its loss.
  double step(Index epoch, Index batch, Index first, Index count) {
    if (options_.schedule_every_batch) follow_schedule(steps_);
    data_.gather(first, count, batch_.first, batch_.second);
    const auto inputs = batch_.first.leftCols(count);
    const auto targets = batch_.second.leftCols(count);
    net_.forward(inputs, pass_, generator_);
    const auto loss = static_cast<double>(net_.backward(pass_, loss_, targets));
    if (!std::isfinite(loss)) {
      diverged(epoch, batch, "the loss is " + std::to_string(loss));
      return loss;
    }
    if (steps_ % steps_between_copies == 0) good_ = net_;
    ++steps_;
    if (options_.schedule_every_batch) watched_loss_ = loss;
    if (!options_.validation)
      for (auto& gatherer : gatherers_) gatherer.update(pass_.output(), targets);
    if (options_.clip_value) clip_by_value(pass_.gradient(), *options_.clip_value);
    if (options_.clip_norm) clip_by_norm(pass_.gradient(), *options_.clip_norm);
    optimizer_.step(net_.parameters(), pass_.gradient(), optimizer_state_);
    return loss;
  }

  void follow_schedule(Index step) {
    optimizer_.learning_rate = base_learning_rate_ * schedule_(step, watched_loss_);
  }

  /// Closes an epoch: validates, notes it in the history, and decides whether to go on.
  void record(Index number, double loss, std::chrono::steady_clock::time_point begin) {
    Epoch epoch{.number = number, .loss = loss, .learning_rate = optimizer_.learning_rate};
    if (!net_.parameters().allFinite()) return diverged(number, 0, "a parameter is not a number");
    if (options_.validation) epoch.validation_loss = validate();
    for (auto& gatherer : gatherers_) epoch.metrics.push_back(gatherer.value());
    epoch.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    history_.epochs.push_back(std::move(epoch));
    progress_.epoch(history_);

    watched_loss_ = options_.validation ? history_.epochs.back().validation_loss : loss;
    watch(number);
    if (options_.on_epoch && !options_.on_epoch(history_)) stop("on_epoch returned false", number, 0);
  }

  double validate() {
    const MeanOf<L> mean{loss_};
    const std::tuple all(mean, MetricsOf{gatherers_});
    std::tuple states(mean.init(), 0);
    evaluator_.gather(net_, *options_.validation, all, states);
    return mean.value(std::get<0>(states));
  }

  /// Remembers the best epoch, and stops where there was none for long.
  void watch(Index number) {
    const EarlyStopping stopping = options_.early_stopping.value_or(EarlyStopping{});
    if (stopping.improves(watched_loss_, stopping_state_)) {
      history_.best_epoch = number;
      if (options_.early_stopping) best_ = net_;
    }
    if (options_.early_stopping && stopping.stops(stopping_state_))
      stop("the loss has not fallen since epoch " + std::to_string(history_.best_epoch), number, 0);
  }

  void stop(const std::string& why, Index epoch, Index batch) {
    history_.stopped = "in epoch " + std::to_string(epoch) +
                       (batch > 0 ? ", batch " + std::to_string(batch) : std::string()) + ", because " + why;
  }

  void diverged(Index epoch, Index batch, const std::string& why) {
    std::ostringstream text;
    text << why << " at learning rate " << optimizer_.learning_rate
         << "; the network keeps parameters from before. Choose a smaller rate, or clip gradients";
    stop(text.str(), epoch, batch);
    net_ = good_;
  }

  /// The gatherers of `fit`, as one metric for the evaluator.
  struct MetricsOf {
    std::vector<typename AnyMetric<typename Net::Scalar, typename Data::Targets::Scalar>::Gatherer>&
        gatherers;

    void update(int, const auto& output, const auto& target) const {
      for (auto& gatherer : gatherers) gatherer.update(output, target);
    }
  };

  /// How old the parameters can be to which training returns where the loss is no number.
  static constexpr Index steps_between_copies = 100;

  Net& net_;
  const L& loss_;
  O optimizer_;
  const Options& options_;
  Data data_;
  Generator generator_;
  decltype(std::declval<const O&>().init(std::declval<Net&>().parameters())) optimizer_state_;
  std::pair<typename Data::Inputs, typename Data::Targets> batch_;
  Workspace<Net> pass_;
  Evaluator<Net, Data> evaluator_;
  std::vector<typename AnyMetric<typename Net::Scalar, typename Data::Targets::Scalar>::Gatherer> gatherers_;
  ProgressBar progress_;
  Schedule schedule_ = options_.schedule;
  double base_learning_rate_ = optimizer_.learning_rate;
  double watched_loss_ = 0;
  EarlyStopping::State stopping_state_;
  Net good_;
  std::optional<Net> best_;
  History history_;
  Index epochs_ = 0;
  Index steps_ = 0;
};

/// Throws `std::invalid_argument` where training or validation data does not fit the network.
template <class Net, class Data, class Options>
void check_fit_data(const Net& net, const Data& data, const Options& options) {
  const auto check = [](const char* which, Index expected, Index got) {
    if (expected != got)
      throw_mismatch("fit", std::to_string(expected) + " features (rows) in the " + which,
                     std::to_string(got), "each sample is one column");
  };
  check("inputs", net.input_shape().size(), data.input_features());
  if (!options.validation) return;
  check("inputs of the validation data", net.input_shape().size(), options.validation->input_features());
  check("targets of the validation data", data.target_features(), options.validation->target_features());
}

}  // namespace detail

/// Trains a network on a data set: `fit(net, CrossEntropy{}, Adam{}, train, {.epochs = 10, .validation =
/// &test})`.
///
/// With the same seed, two runs in one program are equal bit by bit. Where the loss is no longer a finite
/// number, training ends, `History::stopped` says where, and the network keeps parameters of at most 100
/// steps before. Throws `std::invalid_argument` where data, network and options do not fit
/// together; where a layer or a callback throws, the network has parameters of at most 100 steps before.
template <class Scalar, class InputType, class... Layers, class L, class O, class T>
History fit(Sequential<Scalar, InputType, Layers...>& net, const L& loss, const O& optimizer,
            const Dataset<Scalar, T>& data, const FitOptions<Scalar, T>& options = {}) {
  detail::check_fit_options(options);
  detail::check_fit_data(net, data, options);
  return detail::Training(net, loss, optimizer, data, options).run();
}

/// The same with `Adam`.
template <class Scalar, class InputType, class... Layers, class L, class T>
History fit(Sequential<Scalar, InputType, Layers...>& net, const L& loss, const Dataset<Scalar, T>& data,
            const FitOptions<Scalar, T>& options = {}) {
  return fit(net, loss, Adam{}, data, options);
}

}  // namespace strata
