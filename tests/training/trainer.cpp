#include <strata/activations/tanh.hpp>
#include <strata/layers/batch_norm.hpp>
#include <strata/layers/dense.hpp>
#include <strata/layers/dropout.hpp>
#include <strata/losses/huber.hpp>
#include <strata/losses/mean_squared_error.hpp>
#include <strata/metrics/r2.hpp>
#include <strata/optimizers/adagrad.hpp>
#include <strata/optimizers/nadam.hpp>
#include <strata/optimizers/rmsprop.hpp>
#include <strata/optimizers/sgd.hpp>
#include <strata/training/fit.hpp>
#include <strata/training/reduce_on_plateau.hpp>
#include <strata/training/schedules.hpp>
#include <strata/training/snapshot_archive.hpp>

#include "../support/checks.hpp"

using namespace strata;

namespace {

/// Layers that draw, that remember and that learn.
using Network = Sequential<double, Input<2>, Dense<5>, BatchNorm, Tanh, Dropout, Dense<1>>;
using Options = FitOptions<double, double>;

/// 65 samples: batches of 16 leave one over, which joins the last of them.
const Eigen::MatrixXd x = checks::random(2, 65), t = x.colwise().prod();
const Eigen::MatrixXd other_x = checks::random(2, 20, 2, 3), other_t = other_x.colwise().prod();
const Dataset data(x, t), validation(other_x, other_t);

/// Options that use all that can be remembered.
Options everything() {
  return {.epochs = 4,
          .batch_size = 16,
          .validation = &validation,
          .metrics = {R2{}, Huber{}},
          .schedule = ReduceOnPlateau{.factor = 0.5, .patience = 0},
          .early_stopping = EarlyStopping{.patience = 2},
          .progress = nullptr};
}

/// A checkpoint in memory that collects every snapshot, or goes on from one.
struct Memory {
  std::vector<Snapshot> written;
  std::optional<Snapshot> kept;

  CheckpointStore store(double every_minutes = 1e-12) {
    return snapshot_store([this](const Snapshot& snapshot) { written.push_back(snapshot); },
                          [this] { return kept; }, 1, every_minutes);
  }
};

struct Result {
  Network net;
  History history;
};

template <class O>
Result train(const O& optimizer, Options options, const std::optional<CheckpointStore>& store = {},
             std::uint64_t seed = 1) {
  Result result;
  result.net.initialize(Automatic{}, seed);
  options.checkpoint = store;
  result.history = fit(result.net, MeanSquaredError{}, optimizer, data, options);
  return result;
}

/// Equal to the bit, but for the time that passed.
void check_equal(const Result& a, const Result& b) {
  CHECK(a.net.parameters() == b.net.parameters());
  CHECK(a.net.state() == b.net.state());
  CHECK(a.history.best_epoch == b.history.best_epoch);
  CHECK(a.history.stopped == b.history.stopped);
  REQUIRE(a.history.epochs.size() == b.history.epochs.size());
  for (std::size_t i = 0; i < a.history.epochs.size(); ++i) {
    const Epoch &one = a.history.epochs[i], &two = b.history.epochs[i];
    CHECK(one.number == two.number);
    CHECK(one.loss == two.loss);
    CHECK(detail::to_text(one.validation_loss) == detail::to_text(two.validation_loss));
    CHECK(one.metrics == two.metrics);
    CHECK(one.learning_rate == two.learning_rate);
  }
}

/// What a snapshot says of training, without the time that passed.
auto timeless(const Snapshot& snapshot) {
  auto texts = snapshot.texts;
  texts.erase("epoch.seconds");
  texts.erase("history.seconds");
  return texts;
}

/// Training ends as if it had never ended, wherever it is taken up again; checkpoints change nothing.
template <class O>
void goes_on_from_every_batch(const O& optimizer, const Options& options) {
  const Result whole = train(optimizer, options);
  Memory memory;
  check_equal(train(optimizer, options, memory.store()), whole);
  REQUIRE(memory.written.size() >= 4 * whole.history.epochs.size());
  for (std::size_t i = 0; i < memory.written.size(); ++i) {
    INFO(i);
    Memory later;
    later.kept = memory.written[i];
    check_equal(train(optimizer, options, later.store(), 2), whole);
    REQUIRE(later.written.size() == memory.written.size() - i - 1);
    for (std::size_t j = 0; j < later.written.size(); ++j)
      CHECK((timeless(later.written[j]) == timeless(memory.written[i + 1 + j])));
  }
}

/// A call that must fail, and leave the network as it was.
template <class O>
void refused(const O& optimizer, const Options& options, const Snapshot& snapshot, const char* message) {
  Memory memory;
  memory.kept = snapshot;
  Network net;
  const Network before = net;
  Options all = options;
  all.checkpoint = memory.store();
  CHECK_THROWS_WITH(fit(net, MeanSquaredError{}, optimizer, data, all), contains(message));
  CHECK(net.parameters() == before.parameters());
  CHECK(net.state() == before.state());
  CHECK(memory.written.empty());
}

/// The snapshot in the middle of a training of `SGD` with `everything()`.
Snapshot middle() {
  Memory memory;
  train(SGD{}, everything(), memory.store());
  return memory.written[5];
}

/// An optimizer of somebody else, who does not know of checkpoints.
struct Plain {
  double learning_rate = 0.01;
  struct State {
    int steps = 0;
  };
  State init(const auto&) const { return {}; }
  void step(auto& parameters, const auto& gradient, State& state) const {
    parameters -= learning_rate * gradient;
    ++state.steps;
  }
};

}  // namespace

TEST_CASE("Training goes on from every batch to the same bit, with all that it can remember") {
  goes_on_from_every_batch(Adam{.learning_rate = 0.03}, everything());
}

TEST_CASE("Training goes on with every optimizer") {
  Options options = everything();
  options.epochs = 2;
  options.validation = nullptr;
  goes_on_from_every_batch(SGD{.momentum = 0.9}, options);
  goes_on_from_every_batch(NAdam{}, options);
  goes_on_from_every_batch(RMSProp{.momentum = 0.5, .centered = true}, options);
  goes_on_from_every_batch(AdaGrad{}, options);
}

TEST_CASE("Training goes on with schedules of the batch and without shuffling") {
  Options options{
      .epochs = 2, .batch_size = 16, .schedule_every_batch = true, .shuffle = false, .progress = nullptr};
  options.schedule = ReduceOnPlateau{.factor = 0.5, .patience = 1};
  goes_on_from_every_batch(SGD{.learning_rate = 0.1}, options);
  options.schedule = CosineDecay{.steps = 8};
  goes_on_from_every_batch(SGD{.learning_rate = 0.1}, options);
}

TEST_CASE("More epochs go on where fewer ended, and none are trained twice") {
  Options options{.epochs = 5, .progress = nullptr};
  const Result whole = train(Adam{}, options);
  Memory memory;
  options.epochs = 2;
  const Result part = train(Adam{}, options, memory.store(0));
  REQUIRE(memory.written.size() == 2);
  memory.kept = memory.written.back();
  check_equal(train(Adam{}, options, memory.store(0), 2), part);
  CHECK(memory.written.size() == 2);
  options.epochs = 5;
  check_equal(train(Adam{}, options, memory.store(0), 2), whole);
  CHECK(memory.written.size() == 5);
}

TEST_CASE("A snapshot is taken every so many epochs, and where training ends") {
  Memory memory;
  CheckpointStore store = memory.store(0);
  store.every_epochs = 2;
  train(SGD{}, {.epochs = 5, .progress = nullptr}, store);
  CHECK(memory.written.size() == 3);

  memory.written.clear();
  store.every_epochs = 0;
  Options options{.epochs = 3, .batch_size = 10, .progress = nullptr};
  const Result whole = train(SGD{}, options);
  options.on_batch = [](const BatchReport& report) { return report.epoch < 2 || report.batch < 3; };
  const Result part = train(SGD{}, options, store);
  CHECK(part.history.stopped == "in epoch 2, batch 3, because on_batch returned false");
  REQUIRE(memory.written.size() == 1);
  memory.kept = memory.written[0];
  options.on_batch = nullptr;
  check_equal(train(SGD{}, options, store, 2), whole);
}

TEST_CASE("Training that diverges leaves the last good snapshot") {
  Memory memory;
  Options options{.epochs = 50, .progress = nullptr};
  options.metrics = {};
  const Result result = train(SGD{.learning_rate = 1e300}, options, memory.store(0));
  CHECK_THAT(result.history.stopped, contains("in epoch"));
  for (const Snapshot& snapshot : memory.written)
    for (const double number : snapshot.arrays.at("network.0.weight").numbers) CHECK(std::isfinite(number));
}

TEST_CASE("A snapshot of another kind of training is refused") {
  const Snapshot snapshot = middle();
  const Options options = everything();
  refused(
      Adam{}, options, snapshot,
      "strata: checkpoint: fit.optimizer: expected \"SGD\", as training began, got Adam; go on with the old "
      "one, or begin anew without the file");
  Options changed = options;
  changed.batch_size = 8;
  refused(SGD{}, changed, snapshot, "fit.batch_size: expected \"16\", as training began, got 8");
  changed = options;
  changed.seed = 7;
  refused(SGD{}, changed, snapshot, "fit.seed: expected \"0\"");
  changed = options;
  changed.metrics = {};
  refused(SGD{}, changed, snapshot, "history: expected columns of one length, got others");
  changed.schedule = {};
  refused(SGD{}, changed, snapshot, "history");
  changed = options;
  changed.metrics.emplace_back(Huber{});
  refused(SGD{}, changed, snapshot, "\"metric_2.sum\": expected a value, got none; another kind of training");
}

TEST_CASE("A snapshot that cannot be meant is refused") {
  const Snapshot snapshot = middle();
  const auto changed = [&](const std::string& name, const std::string& value) {
    Snapshot other = snapshot;
    REQUIRE(other.texts.contains(name));
    other.texts[name] = value;
    return other;
  };
  const auto refuse = [&](const Snapshot& other, const char* message) {
    refused(SGD{}, everything(), other, message);
  };
  refuse(changed("epoch.sample", "66"),
         "epoch: expected at most 65 samples in at least as few batches, got 66");
  refuse(changed("epoch.sample", "-1"), "epoch.sample: expected a value as it was written, got \"-1\"");
  refuse(changed("epoch.batch", "9007199254740993"), "epoch.batch: expected a value as");
  refuse(changed("step", "3.5"), "step: expected a value as");
  refuse(changed("history.loss", "0.5 x"), "history.loss: expected a value as");
  refuse(changed("history.loss", ""), "history: expected columns of one length");
  refuse(changed("history.best_epoch", "2"), "history: expected columns of one length");
  refuse(changed("generator", "1 2 3"), "generator: expected a value as");
  refuse(changed("has_best", "maybe"), "has_best: expected a value as");

  Snapshot other = changed("has_best", "false");
  std::erase_if(other.arrays, [](const auto& entry) { return entry.first.starts_with("best."); });
  other.texts["history.best_epoch"] = "1";
  refuse(other,
         "best: expected the network of the best epoch, got none; it was trained without early stopping");
  other = changed("epoch.seconds", "1e308");
  Memory memory;
  memory.kept = other;
  CHECK(train(SGD{}, everything(), memory.store()).history.epochs.size() == 4);

  other = snapshot;
  other.arrays["network.0.weight"].shape = {2, 5};
  refuse(other, "\"network.0.weight\": expected double x 5 x 2, got double x 2 x 5");
  other = snapshot;
  other.arrays["network.0.bias"].is_single = true;
  refuse(other, "expected double x 5, got float x 5");
  other = snapshot;
  other.arrays.erase("optimizer.velocity");
  refuse(other, "\"optimizer.velocity\": expected a value, got none");
  other = snapshot;
  other.arrays["more"] = {};
  refuse(other, "arrays: expected no more, got \"more\"");
  other = snapshot;
  other.texts["more"] = "";
  refuse(other, "texts: expected no more, got \"more\"");
}

TEST_CASE(
    "A state that does not name its members is refused before training, and trains without checkpoints") {
  Memory memory;
  Options options{.epochs = 1, .progress = nullptr};
  options.checkpoint = memory.store();
  Network net;
  const Network before = net;
  CHECK_THROWS_WITH(fit(net, MeanSquaredError{}, Plain{}, data, options),
                    contains("strata: checkpoint: expected a state that names its members, got State for "
                             "optimizer.; give it void visit(auto& archive)"));
  CHECK(net.parameters() == before.parameters());
  options.checkpoint = {};
  fit(net, MeanSquaredError{}, Plain{}, data, options);
  CHECK(net.parameters() != before.parameters());
}
