#include <chrono>
#include <thread>

#include <strata/training/progress.hpp>

#include "../support/checks.hpp"
#include "../support/pseudo_terminal.hpp"

using namespace strata;

namespace {

/// What is in a temporary file, which ends with it.
std::string text_of(std::FILE* file) {
  std::rewind(file);
  std::string text;
  for (int c = std::fgetc(file); c != EOF; c = std::fgetc(file)) text += static_cast<char>(c);
  std::fclose(file);
  return text;
}

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
  return text_of(file);
}

/// A number behind a text, and the text behind the number.
double number_in(const std::string& text, const std::string& before, const std::string& after) {
  const std::size_t begin = text.find(before) + before.size(), end = text.find(after, begin);
  REQUIRE(end != text.npos);
  double number = 0;
  for (std::size_t part = begin; part < end; ++part) {  // 1:02:03 is one number of base 60
    std::size_t length = 0;
    number = 60 * number + std::stod(text.substr(part, end - part), &length);
    part += length;
  }
  return number;
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
  const std::string odd = written(205);
  CHECK(std::count(odd.begin(), odd.end(), '\n') == 103);
  CHECK_THAT(odd, contains("Epoch 204/205 ") && contains("Epoch 205/205 ") && !contains("Epoch 203/205 "));
}

TEST_CASE("An epoch's line has what is known of it, in four digits") {
  std::FILE* file = std::tmpfile();
  ProgressBar progress(file);
  progress.begin(3, 10);
  History history;
  history.metric_names = {"R2", "Huber"};
  history.epochs.push_back(
      {.number = 2, .loss = 0.123456, .validation_loss = 1234567, .metrics = {0.987654, 2}, .seconds = 2.34});
  progress.epoch(history);
  progress.remark({"Resumed ", 3});
  CHECK(text_of(file) ==
        "Epoch 2/3  loss 0.1235  validation loss 1.235e+06  R2 0.9877  Huber 2  2.3 s\nResumed 3\n");
}

TEST_CASE("A duration is shown by seconds, minutes and hours") {
  using detail::duration_text;
  CHECK(duration_text(0) == "0 s");
  CHECK(duration_text(0.26) == "0.3 s");
  CHECK(duration_text(12.34) == "12.3 s");
  CHECK(duration_text(59.9) == "59.9 s");
  CHECK(duration_text(60) == "1:00");
  CHECK(duration_text(69.9) == "1:09");
  CHECK(duration_text(70) == "1:10");
  CHECK(duration_text(3599) == "59:59");
  CHECK(duration_text(3600) == "1:00:00");
  CHECK(duration_text(3 * 3600 + 2 * 60 + 5) == "3:02:05");
  CHECK(duration_text(48 * 3600 + 10 * 60 + 10) == "48:10:10");
  CHECK(duration_text(1e300) == "277777:46:40");
  CHECK(duration_text(-1234.5) == "-1.23e+03 s");
  CHECK(duration_text(std::nan("")) == "nan s");
}

TEST_CASE("A rate is shown in three digits without an exponent, as long as that can be read") {
  using detail::rate_text;
  CHECK(rate_text(0) == "0");
  CHECK(rate_text(0.00123456) == "0.00123");
  CHECK(rate_text(12.345) == "12.3");
  CHECK(rate_text(100) == "100");
  CHECK(rate_text(100.5) == "101");
  CHECK(rate_text(7123.4) == "7120");
  CHECK(rate_text(7125) == "7130");
  CHECK(rate_text(0.9994e15) == "999000000000000");
  CHECK(rate_text(1e15) == "1e+15");
  CHECK(rate_text(1.5e15) == "1.5e+15");
  CHECK(rate_text(HUGE_VAL) == "inf");
}

TEST_CASE("The bar takes what the texts leave, from 5 characters to 30") {
  using detail::bar_line;
  CHECK(bar_line("Epoch 1/2", 0.5, "loss 1", 100) == "Epoch 1/2 [===============               ] loss 1");
  CHECK(bar_line("Epoch 1/2", 0, "loss 1", 49) == "Epoch 1/2 [                              ] loss 1");
  CHECK(bar_line("Epoch 1/2", 1, "loss 1", 48) == "Epoch 1/2 [=============================] loss 1");
  CHECK(bar_line("Epoch 1/2", 0.5, "loss 1", 24) == "Epoch 1/2 [==   ] loss 1");
  CHECK(bar_line("Epoch 1/2", 0.5, "loss 1", 23) == "Epoch 1/2 loss 1");
  CHECK(bar_line("Epoch 1/2", 0.5, "loss 1", 12) == "Epoch 1/2 lo");
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
    if (columns <= 40) CHECK(line.size() == columns - 1);
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

TEST_CASE("Metrics are shown as far as they are known") {
  PseudoTerminal terminal(200);
  ProgressBar progress(terminal.file());
  progress.begin(10, 1000);
  progress.batch(1, 0, 1, {"R2", "Huber", "Accuracy"}, {0.5, 2});
  CHECK_THAT(terminal.read(), contains("] loss 1  R2 0.5  Huber 2  0 samples/s  277777:46:40 left"));
}

TEST_CASE("The rate is that since training went on, and the time left is what it takes for the rest") {
  using Clock = std::chrono::steady_clock;
  const auto seconds = [](auto begin, auto end) {
    return std::chrono::duration<double>(end - begin).count();
  };
  PseudoTerminal terminal(200);
  ProgressBar progress(terminal.file());
  const auto before_begin = Clock::now();
  // At 900 samples of the epoch in the middle.
  progress.begin(1'000'000'000, 1000, 5e11 - 1000);
  const auto after_begin = Clock::now();
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  const auto before_batch = Clock::now();
  progress.batch(500'000'000, 900, 1);
  const auto after_batch = Clock::now();
  const std::string text = terminal.read();
  INFO(text);
  const double rate = number_in(text, "loss 1  ", " samples/s"),
               left = number_in(text, "samples/s  ", " left");
  CHECK(rate >= 0.99 * 900 / seconds(before_begin, after_batch));
  CHECK(rate <= 1.01 * 900 / seconds(after_begin, before_batch));
  CHECK(std::abs(left * rate / 5e11 - 1) <= 0.01);
}

TEST_CASE("Any number of epochs has a bar") {
  PseudoTerminal terminal(200);
  ProgressBar progress(terminal.file());
  progress.begin(std::numeric_limits<Index>::max(), 1000);
  progress.batch(std::numeric_limits<Index>::max() - 1, 500, 1);
  CHECK_THAT(terminal.read(), contains("Epoch 9223372036854775806/9223372036854775807 ["));
}

TEST_CASE("Progress without a file is silent") { ProgressBar(nullptr).remark("nothing"); }
