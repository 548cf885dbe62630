#include <sstream>

#include <strata/io/checkpoint.hpp>
#include <strata/io/safetensors.hpp>
#include <sys/stat.h>

#include "../support/checks.hpp"
#include "../support/killed.hpp"
#include "../support/safetensors.hpp"
#include "../support/temporary_folder.hpp"

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
  const checks::TemporaryFolder folder;
  const Checkpoint checkpoint{.path = folder.file("run")};
  trained(checkpoint, 7);
  CHECK(folder.count() == 1);
  const Network resumed = trained(checkpoint), whole = trained({});
  CHECK(resumed.parameters() == whole.parameters());
  CHECK(resumed.state() == whole.state());
}

TEST_CASE("A checkpoint follows every epoch and waits for no minute where nothing else is said") {
  const Checkpoint checkpoint{.path = "run"};
  CHECK(checkpoint.every_epochs == 1);
  CHECK(checkpoint.every_minutes == 0);
}

TEST_CASE("The network of a checkpoint is loaded by its prefix") {
  const checks::TemporaryFolder folder;
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
  const checks::TemporaryFolder folder;
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
  CHECK_THROWS_WITH(trained(Checkpoint{.path = "run", .every_minutes = -1}, 1),
                    contains("checkpoints every 0 or more epochs and minutes"));
}

TEST_CASE("A path that cannot be written is found before training, and nothing is changed") {
  const checks::TemporaryFolder folder;
  save(Network{}, folder.file("file"));
  std::filesystem::create_directory(folder.file("folder"));
  REQUIRE(::mkfifo(folder.file("pipe").c_str(), 0600) == 0);
  for (const std::string& path :
       {std::string("/nowhere/run"), folder.file("file") + "/run", folder.file("folder"), folder.file("pipe"),
        folder.file("none") + "/run", folder.file("name_of_300_") + std::string(300, 'a')}) {
    CAPTURE(path);
    Network net;
    const Network before = net;
    Index batches = 0;
    CHECK_THROWS_WITH(fit(net, MeanSquaredError{}, Dataset(x, t),
                          {.checkpoint = Checkpoint{.path = path},
                           .on_batch = [&](const BatchReport&) { return ++batches > 0; },
                           .progress = nullptr}),
                      contains(("strata: " + path + ": ").c_str()));
    CHECK(batches == 0);
    CHECK(net.parameters() == before.parameters());
    CHECK(folder.count() == 3);
  }
}

TEST_CASE(
    "Looking whether a checkpoint can be written leaves one as it is, and no file where there is none") {
  const checks::TemporaryFolder folder;
  const Checkpoint checkpoint{.path = folder.file("run")};
  const CheckpointStore store = checkpoint;
  store.check();
  CHECK(folder.count() == 0);
  trained(checkpoint, 2);
  const std::string bytes = detail::read_file(checkpoint.path);
  store.check();
  trained(checkpoint, 2);
  CHECK(detail::read_file(checkpoint.path) == bytes);
  CHECK(folder.count() == 1);
}

TEST_CASE("Progress says which file was resumed, where, and when nothing is left") {
  const checks::TemporaryFolder folder;
  const std::string path = folder.file("run");
  const auto shown = [&](Index epochs, Index last_batch) {
    std::FILE* file = std::tmpfile();
    Network net;
    fit(net, MeanSquaredError{}, Dataset(x, t),
        {.epochs = epochs,
         .checkpoint = Checkpoint{.path = path},
         .on_batch = [&](const BatchReport& report) { return report.batch != last_batch; },
         .progress = file});
    std::string text(1000, ' ');
    std::rewind(file);
    text.resize(std::fread(text.data(), 1, text.size(), file));
    std::fclose(file);
    return text;
  };
  CHECK(shown(2, 0).find("Resumed") == std::string::npos);
  CHECK_THAT(shown(3, 3), contains(("Resumed " + path +
                                    " after epoch 2\nTraining ended: in epoch 3, batch 3, because on_batch")
                                       .c_str()));
  CHECK_THAT(shown(3, 0), contains(("Resumed " + path + " at epoch 3, batch 3\nEpoch 3/3").c_str()));
  CHECK(shown(3, 0) == "Resumed " + path +
                           " after epoch 3: nothing is left to train; raise .epochs, or begin anew without "
                           "it\n");
}

TEST_CASE("The state of an optimizer that is handed in goes on from a file too") {
  const checks::TemporaryFolder folder;
  const auto steps = [&](Network& net, Index epochs) {
    const Adam adam;
    auto state = adam.init(net.parameters());
    fit(net, MeanSquaredError{}, adam, state, Dataset(x, t),
        {.epochs = epochs, .checkpoint = Checkpoint{.path = folder.file("run")}, .progress = nullptr});
    return state.steps;
  };
  Network net, other;
  CHECK(steps(net, 2) == 14);
  CHECK(steps(other, 2) == 14);
  CHECK(other.parameters() == net.parameters());
  CHECK(steps(other, 3) == 21);
}

TEST_CASE("Training that is killed again and again ends as if it had never been") {
  const checks::TemporaryFolder folder;
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
