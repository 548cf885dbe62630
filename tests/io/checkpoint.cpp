#include <sstream>

#include <strata/io/checkpoint.hpp>
#include <strata/io/safetensors.hpp>

#include "../support/checks.hpp"
#include "../support/killed.hpp"
#include "../support/safetensors.hpp"

using namespace strata;

namespace {

using Network = Sequential<float, Input<2>, Dense<8>, BatchNorm, Tanh, Dropout, Dense<1>>;

const Eigen::MatrixXf x = checks::random<Eigen::MatrixXf>(2, 200), t = x.colwise().prod();

/// Trains from the beginning, or from where the checkpoint ended.
Network trained(const std::optional<CheckpointStore>& checkpoint, Index epochs = 20) {
  Network net;
  fit(net, MeanSquaredError{}, Adam{}, Dataset(x, t),
      {.epochs = epochs,
       .metrics = {MeanAbsoluteError{}},
       .schedule = ReduceOnPlateau{.patience = 1},
       .early_stopping = EarlyStopping{.patience = 1000},
       .checkpoint = checkpoint,
       .progress = nullptr});
  return net;
}

Snapshot read(const std::string& bytes) {
  std::istringstream in(bytes);
  return detail::read_snapshot(in, "file");
}

}  // namespace

TEST_CASE("Training goes on from a file to the same bit") {
  const checks::TemporaryFolder folder("checkpoint");
  const Checkpoint checkpoint{.path = folder.file("run")};
  trained(checkpoint, 7);
  CHECK(folder.count() == 1);
  const Network resumed = trained(checkpoint), whole = trained({});
  CHECK(resumed.parameters() == whole.parameters());
  CHECK(resumed.state() == whole.state());
}

TEST_CASE("The network of a checkpoint is loaded by its prefix") {
  const checks::TemporaryFolder folder("checkpoint_load");
  const Network net = trained(Checkpoint{.path = folder.file("run")}, 3);
  Network last, best;
  load(last, folder.file("run"), {.prefix = "network."});
  load(best, folder.file("run"), {.prefix = "best."});
  CHECK(best.parameters() == net.parameters());
  CHECK(last.parameters().size() == net.parameters().size());
}

TEST_CASE("A file gives back its snapshot") {
  Snapshot snapshot;
  snapshot.arrays["a"] = {{2, 1}, {0.1, -3}, false};
  snapshot.arrays["b"] = {{3}, {0.5, 1, 2}, true};
  snapshot.arrays["c"] = {{0}, {}, true};
  snapshot.texts["epoch"] = "7";
  const std::string bytes = detail::bytes_of(snapshot);
  const Snapshot same = read(bytes);
  CHECK(same.texts == snapshot.texts);
  CHECK(same.file == "file");
  for (const auto& [name, array] : snapshot.arrays) {
    CHECK(same.arrays.at(name).shape == array.shape);
    CHECK(same.arrays.at(name).numbers == array.numbers);
    CHECK(same.arrays.at(name).is_single == array.is_single);
  }
  for (std::size_t size = 0; size < bytes.size(); ++size)
    CHECK_THROWS_AS(read(bytes.substr(0, size)), std::runtime_error);
}

TEST_CASE("A file that is no checkpoint is refused, and the network stays as it was") {
  const checks::TemporaryFolder folder("checkpoint_refused");
  const Checkpoint checkpoint{.path = folder.file("run")};
  save(Network{}, checkpoint.path);
  Network net;
  const Network before = net;
  CHECK_THROWS_WITH(fit(net, MeanSquaredError{}, Dataset(x, t), {.checkpoint = checkpoint}),
                    contains("run: \"fit.loss\": expected a value, got none; another kind of training wrote "
                             "the file"));
  CHECK(net.parameters() == before.parameters());
  CHECK_THROWS_WITH(read(checks::safetensors("{" + checks::entry("a", "F16", "1", "0,2") + "}", "12")),
                    "strata: file: tensor \"a\": expected F64 or F32, got \"F16\"");
  CHECK_THROWS_AS(trained(Checkpoint{.path = "/nowhere/run"}, 1), std::runtime_error);
  CHECK_THROWS_WITH(trained(Checkpoint{.path = "run", .every_minutes = -1}, 1),
                    contains("checkpoints every 0 or more epochs and minutes"));
}

TEST_CASE("Training that is killed again and again ends as if it had never been") {
  const checks::TemporaryFolder folder("checkpoint_killed");
  const Network whole = trained({}, 100);
  Generator generator(3);
  int kills = 0;
  for (bool ends = false; !ends;) {
    const ::pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      save(trained(Checkpoint{.path = folder.file("run"), .every_minutes = 1e-9}, 100),
           folder.file("result"));
      ::_exit(0);
    }
    // Ever longer, so that slow programs get on too.
    const auto longest = 20'000 + 500 * static_cast<std::uint64_t>(kills);
    std::this_thread::sleep_for(std::chrono::microseconds(2'000 + generator() % longest));
    ::kill(child, SIGKILL);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    ends = WIFEXITED(status);
    if (ends) CHECK(WEXITSTATUS(status) == 0);
    kills += !ends;
    REQUIRE(kills < 10'000);
  }
  CHECK(kills >= 20);
  Network resumed;
  load(resumed, folder.file("result"));
  CHECK(resumed.parameters() == whole.parameters());
  CHECK(resumed.state() == whole.state());
  WARN("Killed " << kills << " times");
}
