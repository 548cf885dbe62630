#pragma once

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iomanip>
#include <ostream>
#include <sstream>
#include <string>

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
    const auto filled = static_cast<std::size_t>(width * samples_done / samples_);
    std::ostringstream line;
    line << std::setprecision(4) << "Epoch " << epoch << '/' << epochs_ << " [" << std::string(filled, '=')
         << std::string(static_cast<std::size_t>(width) - filled, ' ') << "] loss " << loss << "  "
         << std::setprecision(3) << done / seconds << " samples/s  " << duration(left) << " left";
    write("\r\033[K" + line.str());
  }

  /// After an epoch.
  void epoch(const History& history) {
    const Epoch& last = history.epochs.back();
    const Index stride = std::max<Index>(1, epochs_ / 100);
    if (last.number % stride != 0 && last.number != epochs_) return;
    std::ostringstream line;
    line << std::setprecision(4) << "Epoch " << last.number << '/' << epochs_ << "  loss " << last.loss;
    if (last.validation_loss == last.validation_loss) line << "  validation loss " << last.validation_loss;
    for (std::size_t i = 0; i < last.metrics.size(); ++i)
      line << "  " << history.metric_names[i] << ' ' << last.metrics[i];
    line << "  " << duration(last.seconds);
    write((terminal_ ? "\r\033[K" : "") + line.str() + '\n');
  }

  /// A remark on a line of its own.
  void remark(const std::string& text) { write((terminal_ ? "\r\033[K" : "") + text + '\n'); }

 private:
  using Clock = std::chrono::steady_clock;
  static constexpr Index width = 30;

  /// "0.3 s" or "12:05"; checkpoints can hold any number of seconds.
  static std::string duration(double seconds) {
    constexpr double longest = 1e9;
    seconds = std::min(seconds, longest);
    std::ostringstream text;
    if (!(seconds >= 60))
      text << std::fixed << std::setprecision(1) << seconds << " s";
    else
      text << static_cast<Index>(seconds) / 60 << ':' << std::setw(2) << std::setfill('0')
           << static_cast<Index>(seconds) % 60;
    return text.str();
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
