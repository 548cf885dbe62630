#include <strata/training/progress.hpp>

#include "../support/checks.hpp"

using namespace strata;

namespace {

/// What is written to a file that is no terminal.
std::string written(Index epochs) {
  std::FILE* file = std::tmpfile();
  ProgressBar progress(file);
  progress.begin(epochs, 10);
  History history;
  history.metric_names = {"Accuracy"};
  for (Index epoch = 1; epoch <= epochs; ++epoch) {
    progress.batch(epoch, 5, 0.5);
    history.epochs.push_back({.number = epoch, .loss = 0.25, .metrics = {0.75}, .seconds = 75});
    progress.epoch(history);
  }
  std::rewind(file);
  std::string text;
  for (int c = std::fgetc(file); c != EOF; c = std::fgetc(file)) text += static_cast<char>(c);
  std::fclose(file);
  return text;
}

}  // namespace

TEST_CASE("Elsewhere than on a terminal, progress is a plain line for each epoch") {
  CHECK(written(2) ==
        "Epoch 1/2  loss 0.25  Accuracy 0.75  1:15\nEpoch 2/2  loss 0.25  Accuracy 0.75  1:15\n");
}

TEST_CASE("Of many epochs about a hundred are shown, the last among them") {
  const std::string text = written(5000);
  CHECK(std::count(text.begin(), text.end(), '\n') == 100);
  CHECK_THAT(text, contains("Epoch 5000/5000"));
}

TEST_CASE("Progress without a file is silent") { ProgressBar(nullptr).remark("nothing"); }
