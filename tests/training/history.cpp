#include <fstream>
#include <iterator>
#include <sstream>

#include <strata/training/history.hpp>

#include "../support/checks.hpp"
#include "../support/continental.hpp"
#include "../support/temporary_folder.hpp"

using namespace strata;

TEST_CASE("A history is CSV, whatever the global locale") {
  const Continental streams;
  History history;
  history.metric_names = {"Accuracy"};
  history.epochs.push_back(
      {.number = 1, .loss = 1234.5, .metrics = {0.75}, .learning_rate = 0.1, .seconds = 2});
  history.epochs.push_back({.number = 2,
                            .loss = 0.25,
                            .validation_loss = 0.3,
                            .metrics = {1},
                            .learning_rate = 0.1,
                            .seconds = 2});
  std::ostringstream text;
  text << history;
  CHECK(text.str() ==
        "epoch,loss,validation_loss,Accuracy,learning_rate,seconds\n"
        "1,1234.5,,0.75,0.1,2\n"
        "2,0.25,0.3,1,0.1,2\n");
  CHECK_THROWS_WITH(write_csv("/nowhere/history.csv", history),
                    "strata: /nowhere/history.csv: cannot be opened: No such file or directory");
  if (std::filesystem::exists("/dev/full"))
    CHECK_THROWS_WITH(write_csv("/dev/full", history),
                      "strata: /dev/full: cannot be written: No space left on device");
}

TEST_CASE("write_csv replaces a file by the history to the letter") {
  const checks::TemporaryFolder folder;
  const std::string path = folder.file("history.csv");
  History history;
  for (Index number = 1; number <= 2; ++number) {
    history.epochs.push_back({.number = number, .loss = 0.5});
    CHECK_NOTHROW(write_csv(path, history));
    std::ifstream file(path, std::ios::binary);
    CHECK(std::string(std::istreambuf_iterator<char>(file), {}) == history.csv());
  }
}

TEST_CASE("Before anything happened, an epoch and a history are empty") {
  const Epoch epoch;
  CHECK(epoch.number == 0);
  CHECK(epoch.loss == 0);
  CHECK(std::isnan(epoch.validation_loss));
  CHECK(epoch.metrics.empty());
  CHECK(epoch.learning_rate == 0);
  CHECK(epoch.seconds == 0);
  const History history;
  CHECK(history.metric_names.empty());
  CHECK(history.epochs.empty());
  CHECK(history.stopped.empty());
  CHECK(history.best_epoch == 0);
}
