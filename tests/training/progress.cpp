#include <strata/training/progress.hpp>

#include "../support/checks.hpp"
#include "../support/pseudo_terminal.hpp"

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

TEST_CASE("On a terminal each batch shows the figures so far in one line, however wide it is") {
  for (const std::size_t columns : {20u, 40u, 80u, 200u}) {
    PseudoTerminal terminal(static_cast<unsigned short>(columns));
    ProgressBar progress(terminal.file());
    progress.begin(10, 1000);
    REQUIRE(progress.is_due());
    progress.batch(3, 500, 0.123456, {"Accuracy"}, {0.75});
    CHECK_FALSE(progress.is_due());
    const std::string text = terminal.read();
    REQUIRE(text.starts_with("\r\033[KEpoch 3/10 "));
    const std::string line = text.substr(4);
    INFO(line);
    CHECK(line.size() < columns);
    if (columns >= 40) CHECK_THAT(line, contains("loss 0.1235  Accuracy"));
    if (columns >= 80) CHECK_THAT(line, contains("left"));
    if (columns == 200) CHECK_THAT(line, contains("[===============               ]"));
  }
}

TEST_CASE("The rate counts samples since training went on, in three digits without an exponent") {
  PseudoTerminal terminal(200);
  ProgressBar progress(terminal.file());
  progress.begin(10, 1'000'000, 2e6);
  progress.batch(3, 0, 1);
  const std::string none = terminal.read();
  CHECK_THAT(none, contains("  0 samples/s  ") && contains(" left"));
  ProgressBar later(terminal.file());
  later.begin(10, 1'000'000, 2e6);
  later.batch(3, 900'000, 1);
  const std::string text = terminal.read();
  INFO(text);
  const std::size_t end = text.find(" samples/s"), begin = text.rfind(' ', end - 1) + 1;
  const std::string rate = text.substr(begin, end - begin);
  CHECK(rate.size() >= 5);
  CHECK(rate.find_first_not_of("0123456789") == std::string::npos);
  CHECK(rate.find_first_not_of('0', 3) == std::string::npos);
}

TEST_CASE("Any number of epochs has a bar") {
  PseudoTerminal terminal(200);
  ProgressBar progress(terminal.file());
  progress.begin(std::numeric_limits<Index>::max(), 1000);
  progress.batch(std::numeric_limits<Index>::max() - 1, 500, 1);
  CHECK_THAT(terminal.read(), contains("Epoch 9223372036854775806/9223372036854775807 ["));
}

TEST_CASE("Progress without a file is silent") { ProgressBar(nullptr).remark("nothing"); }
