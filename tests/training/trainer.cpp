#include <chrono>
#include <csignal>
#include <cstdio>
#include <set>
#include <thread>

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
#include "../support/pseudo_terminal.hpp"

using namespace strata;

namespace {

/// Layers that draw, that remember and that learn.
using Network = Sequential<double, Input<2>, Dense<5>, BatchNorm, Tanh, Dropout, Dense<1>>;
using Options = FitOptionsOf<double, double>;

constexpr double infinity = std::numeric_limits<double>::infinity();

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
  options.on_batch = [](const BatchReport&) -> bool {
    throw std::logic_error("a batch of finished training");
  };
  check_equal(train(Adam{}, options, memory.store(0), 2), part);
  CHECK(memory.written.size() == 2);
  options.on_batch = nullptr;
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

TEST_CASE("A network that is not finite is never kept, and ends training whatever ended it") {
  Memory memory;
  Options options{.epochs = 2, .batch_size = 16, .progress = nullptr};
  const auto diverges = [&](const std::optional<CheckpointStore>& store) {
    const Result result = train(SGD{.learning_rate = infinity}, options, store);
    CHECK_THAT(result.history.stopped,
               contains("in epoch 1, batch 1, because the network holds NaN or infinity "
                        "at learning rate inf; the network keeps parameters from "
                        "before"));
    CHECK(detail::is_finite(result.net));
    CHECK(memory.written.empty());
  };
  diverges(memory.store());
  options.on_batch = [](const BatchReport&) { return false; };
  diverges({});
}

TEST_CASE("A snapshot of a network that is not finite is refused") {
  Snapshot snapshot = middle();
  snapshot.arrays.at("network.0.weight").numbers[3] = std::nan("");
  refused(SGD{}, everything(), snapshot,
          "network: expected finite numbers, got NaN or infinity; begin anew without the file");
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
  refused(SGD{}, changed, snapshot, "fit.metrics: expected \"R2 Huber\", as training began, got none");
  changed = options;
  changed.shuffle = false;
  refused(SGD{}, changed, snapshot, "fit.shuffle: expected \"true\", as training began, got false");
  changed = options;
  changed.clip_norm = 1;
  refused(SGD{}, changed, snapshot, "fit.clip_norm: expected \"none\", as training began, got 1");
  refused(SGD{.momentum = 0.5}, options, snapshot,
          "fit.optimizer.momentum: expected \"0\", as training began, got 0.5");
}

TEST_CASE("A snapshot of before more was compared goes on, and is refused where its columns are others") {
  Snapshot old = middle();
  const std::set<std::string> compared{
      "fit.loss",    "fit.optimizer",           "fit.samples", "fit.batch_size", "fit.seed",
      "fit.shuffle", "fit.schedule_every_batch"};
  const std::size_t erased = std::erase_if(old.texts, [&](const auto& entry) {
    return entry.first.starts_with("fit.") && !compared.contains(entry.first);
  });
  CHECK(erased >= 8);
  Memory memory;
  memory.kept = old;
  check_equal(train(SGD{}, everything(), memory.store(), 2), train(SGD{}, everything()));

  Options changed = everything();
  changed.metrics = {};
  refused(SGD{}, changed, old, "history: expected columns of one length, got others");
  changed = everything();
  changed.metrics.emplace_back(Huber{});
  refused(SGD{}, changed, old, "\"metric_2.sum\": expected a value, got none; another kind of training");
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

namespace {

/// Training that ends after so many batches, because `on_batch` returns false.
Result ended_after(Index batches) {
  Result untrained;
  untrained.net.initialize(Automatic{}, 1);
  if (batches == 0) return untrained;
  Index done = 0;
  Options options{.epochs = 3, .batch_size = 16, .progress = nullptr};
  options.on_batch = [&](const BatchReport&) { return ++done < batches; };
  return train(SGD{}, options);
}

/// Training that throws, and leaves the network of `ended_after(batches)`.
void throws_after(Index batches, const Options& options, const std::optional<CheckpointStore>& store = {}) {
  CAPTURE(batches);
  Network net;
  net.initialize(Automatic{}, 1);
  Options all = options;
  all.checkpoint = store;
  CHECK_THROWS_WITH(fit(net, MeanSquaredError{}, SGD{}, data, all), "thrown");
  const Network whole = ended_after(batches).net;
  CHECK(net.parameters() == whole.parameters());
  CHECK(net.state() == whole.state());
}

/// Throws in its n-th call.
struct Trap {
  Index calls_left;

  void operator()() {
    if (--calls_left == 0) throw std::runtime_error("thrown");
  }
};

/// A metric that throws in its n-th batch, after layers have changed their state.
struct TrappedMetric {
  std::shared_ptr<Trap> trap;

  struct State {};
  State init() const { return {}; }
  void update(State&, const auto&, const auto&) const { (*trap)(); }
  double value(const State&) const { return 0; }
};

/// A layer that throws in its n-th training step.
struct TrappedLayer {
  static inline Trap trap{0};

  void forward(const auto& in, auto& out, const auto&) const {
    trap();
    out = in;
  }
  void predict(const auto& in, auto& out, const auto&) const { out = in; }
  void backward_input(const auto&, const auto&, const auto& dy, auto& dx, const auto&) const { dx = dy; }
};

}  // namespace

TEST_CASE("Whatever throws between steps, every step is kept") {
  const Options options{.epochs = 3, .batch_size = 16, .progress = nullptr};
  for (const Index call : {1, 2, 3}) {
    Trap trap{call};
    Options changed = options;
    changed.on_batch = [&](const BatchReport&) { return trap(), true; };
    throws_after(call, changed);
    trap = {call};
    changed = options;
    changed.on_epoch = [&](const History&) { return trap(), true; };
    throws_after(4 * call, changed);
    trap = {call};
    const auto write = [&](const Snapshot&) { trap(); };
    const auto read = []() -> std::optional<Snapshot> { return std::nullopt; };
    throws_after(4 * call, options, snapshot_store(write, read));
    trap = {call};
    throws_after(call, options, snapshot_store(write, read, 0, 1e-12));
  }
}

TEST_CASE("A step that throws is undone, and no step before it") {
  Options options{.epochs = 3, .batch_size = 16, .progress = nullptr};
  for (const Index call : {2, 3, 6}) {
    options.metrics = {TrappedMetric{std::make_shared<Trap>(Trap{call})}};
    throws_after(call - 1, options);
  }
  options.metrics = {};
  options.schedule_every_batch = true;
  options.schedule = Schedule([trap = std::make_shared<Trap>(Trap{3})](Index) { return (*trap)(), 1.0; });
  throws_after(2, options);
}

TEST_CASE("A layer that throws undoes what layers before it changed") {
  using Trapped = Sequential<double, Input<2>, BatchNorm, TrappedLayer, Dense<1>>;
  const Options options{.epochs = 3, .batch_size = 16, .progress = nullptr};
  for (const Index call : {2, 5}) {
    Trapped net, whole;
    TrappedLayer::trap = {call};
    CHECK_THROWS_WITH(fit(net, MeanSquaredError{}, SGD{}, data, options), "thrown");
    TrappedLayer::trap = {0};
    Options ends = options;
    ends.on_batch = [&, done = Index{0}](const BatchReport&) mutable { return ++done < call - 1; };
    fit(whole, MeanSquaredError{}, SGD{}, data, ends);
    CHECK(net.parameters() == whole.parameters());
    CHECK(net.state() == whole.state());
  }
}

TEST_CASE("A step that an optimizer refuses is undone") {
  Options options{.epochs = 3, .batch_size = 16, .schedule_every_batch = true, .progress = nullptr};
  options.schedule = Schedule([](Index step) { return step < 2 ? 1 : std::nan(""); });
  Network net;
  net.initialize(Automatic{}, 1);
  CHECK_THROWS_AS(fit(net, MeanSquaredError{}, SGD{}, data, options), std::invalid_argument);
  const Network whole = ended_after(2).net;
  CHECK(net.parameters() == whole.parameters());
  CHECK(net.state() == whole.state());
}

TEST_CASE("Where something throws in spoilt training, the network is finite") {
  Options options{.epochs = 3, .batch_size = 16, .progress = nullptr};
  options.on_batch = [](const BatchReport&) -> bool { throw std::runtime_error("thrown"); };
  Network net;
  CHECK_THROWS_WITH(fit(net, MeanSquaredError{}, SGD{.learning_rate = infinity}, data, options), "thrown");
  CHECK(detail::is_finite(net));
}

TEST_CASE("Early stopping gives the best epoch's network where something throws too") {
  Options options{.epochs = 9, .batch_size = 16, .validation = &validation, .progress = nullptr};
  options.early_stopping = EarlyStopping{.patience = 100};
  History so_far;
  options.on_epoch = [&](const History& history) -> bool {
    so_far = history;
    if (history.epochs.size() == 5) throw std::runtime_error("thrown");
    return true;
  };
  Network net;
  CHECK_THROWS_WITH(fit(net, MeanSquaredError{}, SGD{.learning_rate = 0.3}, data, options), "thrown");
  const auto best = static_cast<std::size_t>(so_far.best_epoch - 1);
  CHECK(std::get<0>(evaluate(net, MeanSquaredError{}, validation)) == so_far.epochs[best].validation_loss);
}

TEST_CASE("A store that cannot be written is found before the first step") {
  Memory memory;
  CheckpointStore store = memory.store();
  store.check = [] { throw std::runtime_error("thrown"); };
  throws_after(0, {.epochs = 1, .progress = nullptr}, store);
  CHECK(memory.written.empty());

  Options options{.epochs = 1, .progress = nullptr};
  const Result whole = train(SGD{}, options, memory.store(0));
  memory.kept = memory.written.back();
  store = memory.store(0);
  store.check = [] { throw std::runtime_error("not asked where nothing is left to write"); };
  check_equal(train(SGD{}, options, store, 2), whole);
}

TEST_CASE("All samples are one batch, however large that is") {
  Options options{.epochs = 2, .progress = nullptr};
  options.batch_size = 65;
  const Result whole = train(SGD{}, options);
  for (const Index size :
       {std::numeric_limits<Index>::max(), std::numeric_limits<Index>::max() - 1, Index{66}}) {
    options.batch_size = size;
    check_equal(train(SGD{}, options), whole);
  }
}

TEST_CASE("Training of endless epochs ends by a callback") {
  Options options{.epochs = std::numeric_limits<Index>::max(), .progress = nullptr};
  options.on_epoch = [](const History& history) { return history.epochs.size() < 2; };
  CHECK(train(SGD{}, options).history.epochs.size() == 2);
}

TEST_CASE("Without a number of epochs, there are ten, or as many as make 5000 steps") {
  const auto epochs = [](Index samples, Index batch_size) {
    static const Eigen::MatrixXd zeros = Eigen::MatrixXd::Zero(1, 40'000);
    Sequential<double, Input<1>, Dense<1>> net;
    Index last = 0;
    fit(net, MeanSquaredError{}, SGD{.learning_rate = 0}, Dataset(zeros, zeros).slice(0, samples),
        {.batch_size = batch_size,
         .on_epoch = [&](const History& history) { return (last = history.epochs.back().number) > 0; },
         .shuffle = false,
         .progress = nullptr});
    return last;
  };
  CHECK(epochs(10, 1) == 500);
  CHECK(epochs(12, 5) == 1667);
  CHECK(epochs(500, 1) == 10);
  CHECK(epochs(499, 1) == 11);
  CHECK(epochs(1000, 1) == 10);
  CHECK(epochs(1, std::numeric_limits<Index>::max()) == 5000);
}

namespace {

using Line = Sequential<double, Input<1>, Dense<1>>;

struct LineResult {
  Line net;
  History history;
};

/// A line that is trained from y = slope x on.
LineResult train_line(const Eigen::MatrixXd& inputs, const Eigen::MatrixXd& targets, Options options,
                      double rate = 0.1, double slope = 1, const std::optional<CheckpointStore>& store = {}) {
  LineResult result;
  result.net.parameters() << slope, 0;
  options.checkpoint = store;
  result.history =
      fit(result.net, MeanSquaredError{}, SGD{.learning_rate = rate}, Dataset(inputs, targets), options);
  return result;
}

const Eigen::MatrixXd ones = Eigen::MatrixXd::Ones(1, 4), zeros = Eigen::MatrixXd::Zero(1, 4);

/// A metric that remembers how many samples it saw at a time.
struct Sizes {
  std::shared_ptr<std::vector<Index>> seen = std::make_shared<std::vector<Index>>();

  struct State {};
  State init() const { return {}; }
  void update(State&, const auto& output, const auto&) const { seen->push_back(output.cols()); }
  double value(const State&) const { return 0; }
};

/// A metric that takes its time.
struct Slow {
  static inline bool is_slow = false;

  struct State {
    void visit(auto&) {}
  };
  State init() const { return {}; }
  void update(State&, const auto&, const auto&) const {
    if (is_slow) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  double value(const State&) const { return 0.5; }
};

/// The lines that training shows elsewhere than on a terminal.
std::vector<std::string> shown(Options options, const std::optional<CheckpointStore>& store = {}) {
  std::FILE* file = std::tmpfile();
  options.progress = file;
  train_line(ones, zeros, options, 0.1, 1, store);
  std::rewind(file);
  std::vector<std::string> lines(1);
  for (int c = std::fgetc(file); c != EOF; c = std::fgetc(file))
    if (c == '\n')
      lines.emplace_back();
    else
      lines.back() += static_cast<char>(c);
  std::fclose(file);
  CHECK(lines.back().empty());
  lines.pop_back();
  return lines;
}

}  // namespace

TEST_CASE("A single sample that would be left over joins the last batch, unless batches are of one") {
  const auto sizes = [](Index samples, Index batch_size) {
    const Sizes metric;
    const Eigen::MatrixXd numbers = Eigen::MatrixXd::Zero(1, samples);
    train_line(numbers, numbers,
               {.epochs = 1, .batch_size = batch_size, .metrics = {metric}, .progress = nullptr});
    return *metric.seen;
  };
  CHECK(sizes(2, 1) == std::vector<Index>{1, 1});
  CHECK(sizes(3, 1) == std::vector<Index>{1, 1, 1});
  CHECK(sizes(5, 2) == std::vector<Index>{2, 3});
  CHECK(sizes(6, 2) == std::vector<Index>{2, 2, 2});
  CHECK(sizes(7, 5) == std::vector<Index>{5, 2});
  CHECK(sizes(6, 5) == std::vector<Index>{6});
  CHECK(sizes(5, 5) == std::vector<Index>{5});
  CHECK(sizes(4, 9) == std::vector<Index>{4});
}

TEST_CASE("Metrics see the validation data alone where there is some") {
  const Sizes metric;
  const Dataset some(ones, zeros);
  const Dataset<double> three = some.slice(0, 3);
  train_line(ones, zeros,
             {.epochs = 2, .batch_size = 2, .validation = &three, .metrics = {metric}, .progress = nullptr});
  CHECK(*metric.seen == std::vector<Index>{3, 3});
}

TEST_CASE("The loss of an epoch is the mean over its samples") {
  Options options{.epochs = 2, .batch_size = 16, .progress = nullptr};
  std::vector<double> sums(2);
  std::vector<Index> batches;
  options.on_batch = [&](const BatchReport& report) {
    sums[static_cast<std::size_t>(report.epoch - 1)] += report.loss * (report.batch == 4 ? 17 : 16);
    batches.push_back(report.batch);
    return true;
  };
  const History history = train(SGD{}, options).history;
  CHECK(batches == std::vector<Index>{1, 2, 3, 4, 1, 2, 3, 4});
  for (std::size_t i = 0; i < 2; ++i) CHECK(std::abs(history.epochs[i].loss / (sums[i] / 65) - 1) <= 1e-14);
  CHECK(history.best_epoch == (history.epochs[1].loss < history.epochs[0].loss ? 2 : 1));
}

TEST_CASE("A schedule is the factor of the rate for each epoch, or for each batch") {
  Options options{.epochs = 3, .batch_size = 2, .progress = nullptr};
  options.schedule = ExponentialDecay{.gamma = 0.5};
  std::vector<double> rates;
  options.on_batch = [&](const BatchReport& report) { return rates.push_back(report.learning_rate), true; };
  train_line(ones, zeros, options, 0.25);
  CHECK(rates == std::vector<double>{0.25, 0.25, 0.125, 0.125, 0.0625, 0.0625});
  rates.clear();
  options.schedule_every_batch = true;
  const History history = train_line(ones, zeros, options, 0.25).history;
  CHECK(rates == std::vector<double>{0.25, 0.125, 0.0625, 0.03125, 0.015625, 0.0078125});
  CHECK(history.epochs[1].learning_rate == 0.03125);
}

TEST_CASE("Elsewhere than on a terminal, progress is a line for each epoch, and why training ended before") {
  Options options{.epochs = 2, .batch_size = 2};
  const auto begins = [](const std::vector<std::string>& lines, const std::vector<std::string>& expected) {
    REQUIRE(lines.size() == expected.size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
      INFO(lines[i]);
      CHECK(lines[i].starts_with(expected[i]));
    }
  };
  begins(shown(options), {"Epoch 1/2  loss 0.68  ", "Epoch 2/2  loss 0.0881"});
  Memory memory;
  begins(shown(options, memory.store(0)), {"Epoch 1/2  loss 0.68  ", "Epoch 2/2  loss 0.0881"});
  memory.kept = memory.written[0];
  begins(shown(options, memory.store(0)), {"Resumed checkpoint after epoch 1", "Epoch 2/2  loss 0.0881"});
  options.on_batch = [](const BatchReport& report) { return report.epoch < 2; };
  begins(shown(options),
         {"Epoch 1/2  loss 0.68  ", "Training ended: in epoch 2, batch 1, because on_batch returned false"});
  options.on_batch = nullptr;
  options.on_epoch = [](const History&) { return false; };
  begins(shown(options),
         {"Epoch 1/2  loss 0.68  ", "Training ended: in epoch 1, because on_epoch returned false"});
}

TEST_CASE(
    "On a terminal, a batch shows the mean loss so far, and metrics where they are of the training data") {
  PseudoTerminal terminal(200);
  Options options{.epochs = 2, .batch_size = 2, .metrics = {Slow{}}, .progress = terminal.file()};
  options.on_batch = [](const BatchReport&) { return false; };
  train_line(ones, zeros, options, 0.1, 0.5);
  CHECK_THAT(terminal.read(), contains("] loss 0.25  Slow 0.5  "));
  const Dataset some(ones, zeros);
  options.validation = &some;
  train_line(ones, zeros, options, 0.1, 0.5);
  const std::string validated = terminal.read();
  CHECK_THAT(validated, contains("] loss 0.25  ") && !contains("Slow"));
}

TEST_CASE("On a terminal, the rate counts the samples since training went on") {
  const Eigen::MatrixXd many = Eigen::MatrixXd::Ones(1, 100);
  Memory memory;
  CheckpointStore store = memory.store(0);
  store.every_epochs = 0;
  Options options{.epochs = 3, .batch_size = 1, .metrics = {Slow{}}, .progress = nullptr};
  options.on_batch = [](const BatchReport& report) { return report.epoch < 2 || report.batch < 90; };
  train_line(many, many, options, 0.1, 1, store);
  REQUIRE(memory.written.size() == 1);
  memory.kept = memory.written[0];
  PseudoTerminal terminal(200);
  options.progress = terminal.file();
  options.on_batch = [](const BatchReport&) { return false; };
  Slow::is_slow = true;
  train_line(many, many, options, 0.1, 1, store);
  Slow::is_slow = false;
  const std::string text = terminal.read();
  INFO(text);
  const std::size_t end = text.find(" samples/s"), begin = text.rfind(' ', end - 1) + 1;
  const double rate = std::stod(text.substr(begin, end - begin));
  CHECK(rate > 0);
  CHECK(rate <= 1.01 / 0.01);
}

TEST_CASE(
    "Early stopping gives the network of the first epoch where that is the best, and stays where it was") {
  Options options{.epochs = 9, .early_stopping = EarlyStopping{.patience = 2}, .progress = nullptr};
  const auto steps = [&](Index epochs, const std::optional<CheckpointStore>& store = {}) {
    options.epochs = epochs;
    return train_line(ones, zeros, options, 3, 1, store);
  };
  Memory memory;
  const LineResult first = steps(1), stopped = steps(9, memory.store(0));
  CHECK(first.history.stopped == "");
  CHECK(stopped.history.stopped == "in epoch 3, because the loss has not fallen since epoch 1");
  CHECK(stopped.history.best_epoch == 1);
  CHECK(stopped.net.parameters() == first.net.parameters());

  memory.kept = memory.written.back();
  options.on_batch = [](const BatchReport&) -> bool { throw std::logic_error("a batch after the end"); };
  const LineResult resumed = steps(9, memory.store(0));
  CHECK(resumed.history.stopped == stopped.history.stopped);
  CHECK(resumed.net.parameters() == first.net.parameters());
}

TEST_CASE("Where the validation loss was never finite, early stopping leaves the network as it is") {
  const Dataset<double> far(ones, zeros);
  const LineResult result = train_line(
      zeros, zeros,
      {.epochs = 9, .validation = &far, .early_stopping = EarlyStopping{.patience = 2}, .progress = nullptr},
      0, 1e160);
  CHECK(result.history.stopped == "in epoch 2, because the loss has never been a finite number");
  CHECK(result.history.best_epoch == 0);
  CHECK(result.net.parameters() == Eigen::Vector2d(1e160, 0));
}

TEST_CASE("Validation data that is not finite ends training, and nothing is kept; too large numbers go on") {
  Eigen::MatrixXd inputs = other_x;
  const Dataset<double> spoilt(inputs, other_t);
  Memory memory;
  const Options options{.epochs = 2, .batch_size = 16, .validation = &spoilt, .progress = nullptr};
  inputs(0, 0) = 1e200;
  CHECK(train(SGD{}, options).history.stopped == "");
  inputs(0, 0) = std::nan("");
  const History history = train(SGD{}, options, memory.store(0)).history;
  CHECK(
      history.stopped ==
      "in epoch 1, batch 4, because the validation loss is nan: feature 0 of sample 0 of the validation data "
      "is nan; leave such samples out, or mend them");
  CHECK(history.epochs.empty());
  CHECK(memory.written.empty());
}

TEST_CASE("Where the rate is to blame, the network is as it was copied last, though it is finite") {
  const LineResult result =
      train_line(ones, zeros, {.epochs = 1, .batch_size = 2, .progress = nullptr}, 1e160);
  CHECK(result.history.stopped ==
        "in epoch 1, batch 2, because the loss is inf at learning rate 1e+160; the network keeps parameters "
        "from before. Choose a smaller rate, or clip gradients");
  CHECK(result.net.parameters() == Eigen::Vector2d(1, 0));
}

TEST_CASE("Where a batch is to blame, the steps before it are kept, and it is counted, of one sample too") {
  Eigen::MatrixXd spoilt = ones;
  spoilt(3) = std::nan("");
  const Options options{.epochs = 1, .batch_size = 2, .shuffle = false, .progress = nullptr};
  const LineResult second = train_line(spoilt, zeros, options),
                   half = train_line(ones.leftCols(2), zeros.leftCols(2), options);
  CHECK(second.history.stopped ==
        "in epoch 1, batch 2, because the loss is nan: feature 0 of sample 3 is nan; leave such samples out, "
        "or "
        "mend them");
  CHECK(second.net.parameters() == half.net.parameters());
  Options single = options;
  single.batch_size = 1;
  spoilt(0) = std::nan("");
  CHECK(train_line(spoilt, zeros, single).history.stopped ==
        "in epoch 1, batch 1, because the loss is nan: feature 0 of sample 0 is nan; leave such samples out, "
        "or "
        "mend them");
}

TEST_CASE("A first batch that spoils the network with a finite loss changes nothing") {
  Eigen::MatrixXd wide = x;
  wide.row(0) *= 1e200;
  Network net;
  const Network before = net;
  const History history = fit(net, MeanSquaredError{}, SGD{}, Dataset(wide, t),
                              {.epochs = 1, .batch_size = 16, .shuffle = false, .progress = nullptr});
  CHECK_THAT(
      history.stopped,
      contains("in epoch 1, batch 1, because the network holds NaN or infinity: feature 0 of sample 0 is ") &&
          contains(", too large to be squared"));
  CHECK(net.parameters() == before.parameters());
  CHECK(net.state() == before.state());
}

TEST_CASE(
    "A network that is not whole before the first step stays as it was, and so does the optimizer's state") {
  Line net;
  net.parameters() << infinity, 0;
  const SGD sgd{.momentum = 0.5};
  auto state = sgd.init(net.parameters());
  state.velocity.setConstant(7);
  const History history =
      fit(net, MeanSquaredError{}, sgd, state, Dataset(ones, zeros), {.epochs = 1, .progress = nullptr});
  CHECK(history.stopped ==
        "in epoch 1, batch 1, because the loss is inf: before the first step; load, initialize or adapt the "
        "network anew");
  CHECK(net.parameters()(0) == infinity);
  CHECK((state.velocity.array() == 7).all());
}

TEST_CASE("An interrupt ends training that asks for it, unless that has ended already") {
  std::signal(SIGINT, SIG_DFL);  // A shell may have had it ignored.
  Options options{.epochs = 3, .batch_size = 2, .progress = nullptr};
  const auto stopped = [&] { return train_line(ones, zeros, options).history.stopped; };
  options.on_epoch = [](const History& history) {
    if (history.epochs.size() == 3) std::raise(SIGINT);
    return true;
  };
  CHECK(stopped() == "in epoch 3, because it was interrupted");
  options.on_epoch = nullptr;
  options.on_batch = [](const BatchReport&) { return std::raise(SIGINT), true; };
  CHECK(stopped() == "in epoch 1, batch 1, because it was interrupted");
  options.on_batch = [](const BatchReport&) { return std::raise(SIGINT), false; };
  const InterruptGuard guard;
  CHECK(stopped() == "in epoch 1, batch 1, because on_batch returned false");
  options.on_batch = nullptr;
  options.interruptible = false;
  CHECK(guard.interrupted());
  CHECK(stopped() == "");
}

TEST_CASE("Checkpoints are of every third epoch and of the last") {
  Memory memory;
  CheckpointStore store = memory.store(0);
  store.every_epochs = 3;
  train_line(ones, zeros, {.epochs = 7, .batch_size = 2, .progress = nullptr}, 0.1, 1, store);
  std::vector<std::string> steps;
  for (const Snapshot& snapshot : memory.written) steps.push_back(snapshot.texts.at("step"));
  CHECK(steps == std::vector<std::string>{"6", "12", "14"});
}

TEST_CASE("Training goes on from batches of a single sample") {
  const Eigen::MatrixXd inputs{{1, 2, 3}}, targets{{3, 1, 2}};
  const Options options{.epochs = 2, .batch_size = 1, .progress = nullptr};
  Memory memory;
  const LineResult whole = train_line(inputs, targets, options, 0.01, 1, memory.store());
  REQUIRE(memory.written.size() == 6);
  for (const Snapshot& snapshot : memory.written) {
    Memory later;
    later.kept = snapshot;
    const LineResult rest = train_line(inputs, targets, options, 0.01, 1, later.store());
    CHECK(rest.net.parameters() == whole.net.parameters());
    CHECK(rest.history.epochs[1].loss == whole.history.epochs[1].loss);
  }
  memory.kept = memory.written[0];
  memory.kept->texts.at("epoch.batch") = "2";
  CHECK_THROWS_WITH(
      train_line(inputs, targets, options, 0.01, 1, memory.store()),
      "strata: checkpoint: epoch: expected at most 3 samples in at least as few batches, got 1 in 2");
}

TEST_CASE("A checkpoint within an epoch knows how long that took, and the epoch takes longer") {
  Memory memory, whole;
  const Options options{.epochs = 2, .batch_size = 1, .progress = nullptr};
  train_line(ones, zeros, options, 0.1, 1, memory.store());
  for (const std::size_t batch : {0u, 1u, 2u}) CHECK(memory.written[batch].texts.at("epoch.seconds") != "0");
  train_line(ones, zeros, options, 0.1, 1, whole.store(0));
  REQUIRE(whole.written.size() == 2);
  for (const Snapshot& snapshot : whole.written) CHECK(snapshot.texts.at("epoch.seconds") == "0");

  memory.kept = memory.written[0];
  memory.kept->texts.at("epoch.seconds") = "1000";
  const History history = train_line(ones, zeros, options, 0.1, 1, memory.store()).history;
  CHECK(history.epochs[0].seconds >= 1000);
  CHECK(history.epochs[0].seconds < 1500);
  CHECK(history.epochs[1].seconds < 500);
}
