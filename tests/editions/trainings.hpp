#pragma once

#include <Eigen/Core>
#include <cmath>
#include <filesystem>
#include <string>
#include <type_traits>

#include <strata/io/checkpoint.hpp>
#include <strata/io/safetensors.hpp>
#include <strata/strata.hpp>

namespace editions {

using strata::Index;

/// A moment at which a run is stopped: after a batch of an epoch, or after the epoch where batch is 0.
struct Moment {
  Index epoch = 0, batch = 0;
};

/// What is told to a training: where its checkpoint lies, and when it stops, if ever.
struct Run {
  std::string checkpoint;
  Moment stop = {};

  bool goes_on(const strata::BatchReport& report) const {
    return report.epoch != stop.epoch || report.batch != stop.batch;
  }
  bool goes_on(const strata::History& history) const {
    return stop.batch != 0 || static_cast<Index>(history.epochs.size()) != stop.epoch;
  }
};

/// What it comes to: parameters and state in a column, and a column of figures for each epoch.
struct Trained {
  Eigen::MatrixXd memory, history;
  bool is_single = false;  ///< Whether the network computes in `float`.
};

template <class Net>
Trained trained(const Net& net, const strata::History& history) {
  Trained result;
  result.is_single = std::is_same_v<typename Net::Scalar, float>;
  result.memory.resize(net.parameters().size() + net.state().size(), 1);
  result.memory << net.parameters().template cast<double>(), net.state().template cast<double>();
  const auto metrics = static_cast<Index>(history.metric_names.size());
  result.history.resize(3 + metrics, static_cast<Index>(history.epochs.size()));
  for (const strata::Epoch& epoch : history.epochs) {
    const bool is_validated = !std::isnan(epoch.validation_loss);
    result.history.col(epoch.number - 1) << epoch.loss, is_validated ? epoch.validation_loss : 0,
        epoch.learning_rate, Eigen::Map<const Eigen::VectorXd>(epoch.metrics.data(), metrics);
  }
  return result;
}

/// A network for a training: that of the checkpoint, if there is one. One that begins anew instead of going
/// on then ends elsewhere.
template <class Net>
Net network_for(const Run& run) {
  Net net;
  if (std::filesystem::exists(run.checkpoint)) load(net, run.checkpoint, {.prefix = "network."});
  return net;
}

/// Calls `f(name, moment, train)` with every training that is kept; `train(run)` goes on from the checkpoint
/// of the run, if there is one. `x` has two features, `t` one.
template <class F>
void each_training(const Eigen::MatrixXd& x, const Eigen::MatrixXd& t, const F& f) {
  using namespace strata;
  // Without a bias, of which the normalisation leaves a gradient of rounding alone, that optimizers enlarge.
  using Net = Sequential<double, Input<2>, Dense<4, no_bias>, BatchNorm, Tanh, Dropout, Dense<1>>;
  const Dataset data(x, t);
  const auto no_progress = nullptr;

  f("sgd", Moment{.epoch = 3, .batch = 2}, [&](const Run& run) {
    auto net = network_for<Net>(run);
    return trained(
        net, fit(net, MeanSquaredError{}, SGD{.learning_rate = 0.05, .momentum = 0.9, .nesterov = true}, data,
                 {.epochs = 6,
                  .batch_size = 7,
                  .metrics = {MeanAbsoluteError{}, R2{}},
                  .schedule = StepDecay{.every = 2, .gamma = 0.5},
                  .checkpoint = Checkpoint{.path = run.checkpoint},
                  .on_batch = [&](const BatchReport& report) { return run.goes_on(report); },
                  .progress = no_progress}));
  });
  f("adam", Moment{.epoch = 4}, [&](const Run& run) {
    auto net = network_for<Net>(run);
    const Eigen::MatrixXd x_validation = x.leftCols(9) / 2, t_validation = t.leftCols(9) / 3;
    const Dataset validation(x_validation, t_validation);
    return trained(net, fit(net, MeanSquaredError{}, Adam{.learning_rate = 0.1, .weight_decay = 0.01}, data,
                            {.epochs = 30,
                             .batch_size = 7,
                             .validation = &validation,
                             .metrics = {Huber{}},
                             .schedule = ReduceOnPlateau{.factor = 0.5, .patience = 0},
                             .early_stopping = EarlyStopping{.patience = 4, .min_delta = 1e-3},
                             .checkpoint = Checkpoint{.path = run.checkpoint},
                             .on_epoch = [&](const History& history) { return run.goes_on(history); },
                             .progress = no_progress}));
  });
  f("adamw", Moment{.epoch = 3, .batch = 1}, [&](const Run& run) {
    auto net = network_for<Sequential<float, Input<2>, Dense<4>, Tanh, Dense<1>>>(run);
    const Eigen::MatrixXf x_float = x.cast<float>(), t_float = t.cast<float>();
    const Dataset data_float(x_float, t_float);
    return trained(net, fit(net, MeanSquaredError{}, AdamW{.learning_rate = 0.02}, data_float,
                            {.epochs = 6,
                             .batch_size = 7,
                             .schedule = CosineDecay{.steps = 24},
                             .schedule_every_batch = true,
                             .checkpoint = Checkpoint{.path = run.checkpoint},
                             .clip_norm = 0.5,
                             .on_batch = [&](const BatchReport& report) { return run.goes_on(report); },
                             .progress = no_progress}));
  });
  f("nadam", Moment{.epoch = 2, .batch = 3}, [&](const Run& run) {
    auto net = network_for<Net>(run);
    return trained(net, fit(net, MeanSquaredError{}, NAdam{.learning_rate = 0.02}, data,
                            {.epochs = 5,
                             .batch_size = 7,
                             .schedule = ExponentialDecay{.gamma = 0.8},
                             .checkpoint = Checkpoint{.path = run.checkpoint},
                             .clip_value = 0.1,
                             .on_batch = [&](const BatchReport& report) { return run.goes_on(report); },
                             .shuffle = false,
                             .seed = 5,
                             .progress = no_progress}));
  });
  f("rmsprop", Moment{.epoch = 2, .batch = 2}, [&](const Run& run) {
    auto net = network_for<Net>(run);
    return trained(net, fit(net, MeanSquaredError{},
                            RMSProp{.learning_rate = 0.01, .momentum = 0.5, .centered = true}, data,
                            {.epochs = 6,
                             .batch_size = 7,
                             .schedule = LinearWarmUp<CosineDecay>{.steps = 2, .then = {.steps = 4}},
                             .checkpoint = Checkpoint{.path = run.checkpoint},
                             .on_batch = [&](const BatchReport& report) { return run.goes_on(report); },
                             .progress = no_progress}));
  });
  f("adagrad", Moment{.epoch = 3, .batch = 2}, [&](const Run& run) {
    auto net = network_for<Sequential<double, Input<2>, Dense<4>, Tanh, Dense<2>>>(run);
    const Eigen::RowVectorXi labels = (t.array() > 0).cast<int>();
    const Dataset classes(x, labels);
    return trained(net, fit(net, CrossEntropy{}, AdaGrad{.learning_rate = 0.1, .lr_decay = 0.01}, classes,
                            {.epochs = 6,
                             .batch_size = 7,
                             .metrics = {Accuracy{}},
                             .schedule = OneCycle{.steps = 24},
                             .schedule_every_batch = true,
                             .checkpoint = Checkpoint{.path = run.checkpoint},
                             .on_batch = [&](const BatchReport& report) { return run.goes_on(report); },
                             .progress = no_progress}));
  });
}

}  // namespace editions
