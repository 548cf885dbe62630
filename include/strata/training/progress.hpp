#pragma once

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>

#include <strata/core/error.hpp>
#include <strata/training/history.hpp>
#include <unistd.h>

namespace strata {

/// Shows how training goes: on a terminal a bar with rate, loss and time left, which each epoch's line
/// replaces; elsewhere the line alone, at most about a hundred of them.
class ProgressBar {
 public:
  /// Writes to `file`; a null pointer is silent.
  explicit ProgressBar(std::FILE* file) : file_(file), terminal_(file && isatty(fileno(file))) {}

  void begin(Index epochs, Index samples_per_epoch) {
    epochs_ = epochs;
    samples_ = samples_per_epoch;
    begin_ = Clock::now();
  }

  /// After a batch.
  void batch(Index epoch, Index samples_done, double loss) {
    if (!terminal_ || Clock::now() - shown_ < std::chrono::milliseconds(100)) return;
    shown_ = Clock::now();
    const double done = static_cast<double>((epoch - 1) * samples_ + samples_done);
    const double seconds = std::chrono::duration<double>(shown_ - begin_).count();
    const double left = seconds / done * (static_cast<double>(epochs_ * samples_) - done);
    const auto filled = static_cast<int>(width * samples_done / samples_);
    char line[200];
    std::snprintf(line, sizeof line, "\r\033[K%s [%.*s%*s] loss %.4g  %.3g samples/s  %s left",
                  heading(epoch).c_str(), filled, "==============================", width - filled, "", loss,
                  done / seconds, duration(left).c_str());
    write(line);
  }

  /// After an epoch.
  void epoch(const History& history) {
    const Epoch& last = history.epochs.back();
    const Index stride = std::max<Index>(1, epochs_ / 100);
    if (last.number % stride != 0 && last.number != epochs_) return;
    std::string line = heading(last.number);
    const auto add = [&](const std::string& name, double value) {
      line += "  " + name + ' ' + detail::to_digits(value, 4);
    };
    add("loss", last.loss);
    if (last.validation_loss == last.validation_loss) add("validation loss", last.validation_loss);
    for (std::size_t i = 0; i < last.metrics.size(); ++i) add(history.metric_names[i], last.metrics[i]);
    remark(line + "  " + duration(last.seconds));
  }

  /// A remark on a line of its own.
  void remark(const std::string& text) { write((terminal_ ? "\r\033[K" : "") + text + '\n'); }

 private:
  using Clock = std::chrono::steady_clock;
  static constexpr int width = 30;

  std::string heading(Index epoch) const {
    return "Epoch " + std::to_string(epoch) + '/' + std::to_string(epochs_);
  }

  /// "0.3 s" or "12:05"; checkpoints can hold any number of seconds.
  static std::string duration(double seconds) {
    constexpr double longest = 1e9;
    seconds = std::min(seconds, longest);
    char text[40];
    if (!(seconds >= 60))
      std::snprintf(text, sizeof text, "%.1f s", seconds);
    else
      std::snprintf(text, sizeof text, "%d:%02d", static_cast<int>(seconds) / 60,
                    static_cast<int>(seconds) % 60);
    return text;
  }

  void write(const std::string& text) {
    if (!file_) return;
    std::fputs(text.c_str(), file_);
    std::fflush(file_);
  }

  std::FILE* file_;
  bool terminal_;
  Index epochs_ = 0, samples_ = 0;
  Clock::time_point begin_, shown_;
};

}  // namespace strata
