#include <csignal>
#include <fstream>
#include <sstream>

#include <strata/data/csv.hpp>
#include <strata/data/npy.hpp>
#include <strata/io/checkpoint.hpp>
#include <strata/io/gnuplot.hpp>
#include <strata/io/header.hpp>
#include <strata/io/safetensors.hpp>

#include "../support/checks.hpp"
#include "../support/temporary_folder.hpp"

using namespace strata;

/// What a program does with the library from its first weights to its last file, alike on every system.
namespace {

using Net = Sequential<double, Input<2>, Dense<8>, Tanh, Dense<1>>;

/// The points of a function that two inputs have, 64 of them.
struct Points {
  Eigen::MatrixXd x = checks::random(2, 64);
  Eigen::MatrixXd y = x.colwise().prod();
};

FitOptionsOf<double, double> quietly(Index epochs) { return {.epochs = epochs, .progress = nullptr}; }

std::string bytes_of(const std::string& path) { return detail::read_file(path); }

}  // namespace

TEST_CASE("The same seed gives the same network on every system") {
  const Net net;
  CHECK(net.parameters()[0] == Approx(-0.52704585517417746).epsilon(1e-12));
  CHECK(net.predict(Eigen::Vector2d(0.5, -0.25))(0) == Approx(-0.059580345734713755).epsilon(1e-12));
}

TEST_CASE("Training lowers the loss") {
  const Points points;
  Net net;
  const History history =
      fit(net, MeanSquaredError{}, Adam{.learning_rate = 0.02}, Dataset(points.x, points.y), quietly(50));
  CHECK(history.epochs.back().loss < history.epochs.front().loss / 2);
}

TEST_CASE("What was saved is loaded to the bit, and a later file replaces an earlier one") {
  const checks::TemporaryFolder folder;
  const std::string path = folder.file("net.safetensors");
  Net net, loaded;
  for (int i = 0; i < 2; ++i) {
    // Bytes that a file of text would change: line feeds, and the end of old texts.
    net.parameters().setConstant(
        detail::bit_cast<double>(std::uint64_t{0x0a0d1a0a0d0a1a0a} + static_cast<unsigned>(i)));
    save(net, path);
    load(loaded, path);
    CHECK(loaded.parameters() == net.parameters());
  }
  CHECK(folder.count() == 1);
}

TEST_CASE("Interrupted training goes on from its checkpoint to the same bit") {
  const checks::TemporaryFolder folder;
  const Points points;
  const auto train = [&](Index epochs, const std::optional<CheckpointStore>& checkpoint) {
    Net net;
    auto options = quietly(epochs);
    options.checkpoint = checkpoint;
    fit(net, MeanSquaredError{}, Adam{}, Dataset(points.x, points.y), options);
    return net.parameters();
  };
  const Checkpoint checkpoint{.path = folder.file("run.safetensors")};
  train(2, checkpoint);
  CHECK(train(5, checkpoint) == train(5, {}));
  CHECK(folder.count() == 1);
}

TEST_CASE("Ctrl-C ends training and not the program") {
  const auto before = std::signal(SIGINT, SIG_DFL);
  const Points points;
  Net net;
  auto options = quietly(3);
  int batches = 0;
  options.on_batch = [&](const BatchReport&) {
    if (++batches == 2) std::raise(SIGINT);
    return true;
  };
  CHECK(fit(net, MeanSquaredError{}, Adam{}, Dataset(points.x, points.y), options)
            .stopped.find("interrupted") != std::string::npos);
  CHECK(batches == 2);
  CHECK(std::signal(SIGINT, before) == SIG_DFL);
}

TEST_CASE("An interrupt reaches the handler of before, which stays") {
  static volatile std::sig_atomic_t heard = 0;
  const auto before = std::signal(SIGINT, [](int) { heard = 1; });
  {
    const InterruptGuard guard;
    std::raise(SIGINT);
    CHECK(guard.interrupted());
  }
  CHECK(heard == 1);
  CHECK(std::signal(SIGINT, before) != SIG_DFL);
}

TEST_CASE("Tables, arrays, headers and histories are written and read") {
  const checks::TemporaryFolder folder;
  std::ofstream(folder.file("table.csv"), std::ios::binary) << "a,b,kind\r\n0.5,-1e-3,x\r\n1.25,2e5,y\r\n";
  const auto table = read_csv(folder.file("table.csv"), {.label = "kind"});
  CHECK(table.values(1, 0) == -1e-3);
  CHECK(table.labels(1) == 1);

  const Eigen::MatrixXd matrix = checks::random(3, 5);
  write_npy(folder.file("matrix.npy"), matrix);
  const Eigen::MatrixXd read = read_npy<double>(folder.file("matrix.npy"));
  CHECK(read == matrix);

  save_header(Net{}, folder.file("net.hpp"));
  CHECK(bytes_of(folder.file("net.hpp")).find("0x1.") != std::string::npos);

  History history;
  history.epochs.push_back({.number = 1, .loss = 0.125});
  write_csv(folder.file("history.csv"), history);
  CHECK(bytes_of(folder.file("history.csv")).find("0.125") != std::string::npos);
}

TEST_CASE("Files that cannot be there are named with what the system says") {
  const checks::TemporaryFolder folder;
  CHECK_THROWS_WITH(save(Net{}, folder.file("nowhere/net.safetensors")),
                    contains("cannot create a file beside it: "));
  Net net;
  CHECK_THROWS_WITH(load(net, folder.file("absent")), contains("absent"));
}
