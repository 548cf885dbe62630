#include <strata/training/reduce_on_plateau.hpp>
#include <strata/training/snapshot_archive.hpp>
#include <strata/training/training_state.hpp>

#include "../support/checks.hpp"

using namespace strata;

namespace {

using Network = Sequential<double, Input<1>, Dense<1>>;

struct OptimizerState {
  Index steps = 0;

  void visit(auto& archive) { archive("steps", steps); }
};

struct Count {
  double count = 0;

  void visit(auto& archive) { archive("count", count); }
};

using State = detail::TrainingState<Network, OptimizerState, Count>;

/// A state of training with what it refers to; two metrics.
struct Training {
  Network net;
  OptimizerState optimizer;
  State state{net, optimizer, Generator(3), ReduceOnPlateau{}, 0.5};

  Training() {
    state.history.metric_names = {"R2", "Huber"};
    for (int i = 0; i < 2; ++i) state.gatherers.push_back(std::make_unique<Count>());
  }
  Training(const Training&) = delete;
  Training& operator=(const Training&) = delete;

  Snapshot written() {
    Snapshot snapshot;
    SnapshotArchive archive(snapshot, SnapshotArchive::Direction::write);
    state.visit(archive);
    return snapshot;
  }

  void read(Snapshot snapshot) {
    SnapshotArchive archive(snapshot, SnapshotArchive::Direction::read);
    state.visit(archive);
    archive.finish();
  }
};

/// Fills in all that a training remembers after two epochs and a half.
void fill(Training& training) {
  State& state = training.state;
  training.net.parameters() << 2, 3;
  training.optimizer.steps = 9;
  state.generator = Generator(5);
  state.learning_rate = 0.25;
  state.watched_loss = 0.75;
  state.stopping = {0.5, 1};
  state.best = training.net;
  state.best->parameters() << 4, 5;
  state.steps = 9;
  state.position = {3, 30, 1.5, 2.5, Generator(7)};
  state.gatherers[0]->count = 11;
  state.gatherers[1]->count = 12;
  state.history.best_epoch = 2;
  state.history.epochs = {{1, 0.1, 0.2, {0.3, 0.4}, 0.5, 0.6}, {2, 1.1, 1.2, {1.3, 1.4}, 1.5, 1.6}};
}

}  // namespace

TEST_CASE("Training begins with nothing done") {
  const Training training;
  const State& state = training.state;
  CHECK(state.watched_loss == 0);
  CHECK(state.steps == 0);
  CHECK_FALSE(state.best);
  CHECK(state.position.batches == 0);
  CHECK(state.position.samples == 0);
  CHECK(state.position.loss_sum == 0);
  CHECK(state.position.seconds == 0);
}

TEST_CASE("All that training remembers is kept by name, and comes back") {
  Training training, other;
  fill(training);
  const std::string csv = training.state.history.csv();
  const Snapshot snapshot = training.written();
  CHECK(training.state.history.csv() == csv);
  CHECK(snapshot.texts.at("optimizer.steps") == "9");
  CHECK(snapshot.texts.at("step") == "9");
  CHECK(snapshot.texts.at("epoch.sample") == "30");
  CHECK(snapshot.texts.at("metric_0.count") == "11");
  CHECK(snapshot.texts.at("metric_1.count") == "12");
  CHECK(snapshot.texts.at("history.loss") == "0.1 1.1");
  CHECK(snapshot.texts.at("history.metrics") == "0.3 0.4 1.3 1.4");
  CHECK(snapshot.arrays.at("best.0.weight").numbers == std::vector<double>{4});

  other.read(snapshot);
  CHECK(other.net.parameters() == training.net.parameters());
  REQUIRE(other.state.best);
  CHECK(other.state.best->parameters() == training.state.best->parameters());
  CHECK(other.state.history.csv() == csv);
  CHECK(other.state.history.best_epoch == 2);
  const Snapshot again = other.written();
  CHECK(again.texts == snapshot.texts);
  CHECK(again.arrays.size() == snapshot.arrays.size());
}

TEST_CASE("A best network that is there already is read, and none appears that was not kept") {
  Training training, other;
  fill(training);
  other.state.best = other.net;
  other.read(training.written());
  CHECK(other.state.best->parameters() == training.state.best->parameters());

  Training without, none;
  none.read(without.written());
  CHECK_FALSE(none.state.best);
  CHECK(none.state.history.epochs.empty());
}

TEST_CASE("A history of columns that do not belong together is refused") {
  Training training;
  fill(training);
  const Snapshot snapshot = training.written();
  const auto refused = [&](const std::string& name, const std::string& value) {
    Snapshot changed = snapshot;
    changed.texts.at(name) = value;
    Training other;
    CHECK_THROWS_WITH(other.read(changed),
                      "strata: checkpoint: history: expected columns of one length, got others");
  };
  for (const std::string name : {"validation_loss", "learning_rate", "seconds"}) {
    refused("history." + name, "1");
    refused("history." + name, "1 2 3");
  }
  refused("history.loss", "1");
  refused("history.metrics", "0.3 0.4 1.3");
  refused("history.metrics", "0.3 0.4 1.3 1.4 1.5");
  refused("history.best_epoch", "3");
}
