#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include <strata/core/message.hpp>
#include <strata/training/history.hpp>
#include <strata/training/terminal.hpp>

namespace strata {

namespace detail {

/// A rate in three digits, without an exponent: 7120.
[[gnu::cold, gnu::noinline]] inline std::string rate_text(double number) {
  if (!(number >= 100 && number < 1e15)) return to_digits(number, 3);
  const double unit = std::pow(10, std::floor(std::log10(number)) - 2);
  return to_digits(std::round(number / unit) * unit, 16);
}

/// "0.3 s", "12:05" or "3:00:00"; checkpoints can hold any number of seconds.
[[gnu::cold, gnu::noinline]] inline std::string duration_text(double seconds) {
  constexpr double longest = 1e9;
  if (!(seconds >= 60)) return joined({to_digits(std::round(seconds * 10) / 10, 3), " s"});
  const auto whole = static_cast<Index>(std::min(seconds, longest));
  const auto before = [](Index n) { return n < 10 ? ":0" : ":"; };
  const Index s = whole % 60, minutes = whole / 60, m = minutes % 60;
  if (whole < 3600) return joined({minutes, before(s), s});
  return joined({minutes / 60, before(m), m, before(s), s});
}

/// One line of a terminal: the bar takes what the texts leave, and goes where that is little.
[[gnu::cold, gnu::noinline]] inline std::string bar_line(const std::string& heading, double share,
                                                         const std::string& figures, std::size_t width) {
  constexpr std::size_t longest = 30, shortest = 5;
  const std::size_t texts = heading.size() + figures.size() + 4;
  if (texts + shortest > width) return joined({heading, " ", figures}).substr(0, width);
  const std::size_t bar = std::min(longest, width - texts);
  const auto filled = static_cast<std::size_t>(share * static_cast<double>(bar));
  std::string filling(bar, ' ');
  std::fill_n(filling.begin(), filled, '=');
  return joined({heading, " [", filling, "] ", figures});
}

}  // namespace detail

/// Shows how training goes: on a terminal a bar as wide as fits with the figures so far, the rate and the
/// time left, which each epoch's line replaces; elsewhere the line alone, at most about a hundred of them.
class ProgressBar {
 public:
  /// Writes to `file`; a null pointer is silent.
  explicit ProgressBar(std::FILE* file) : file_(file), terminal_(file && detail::is_terminal(file)) {}

  /// Training begins, or goes on after so many samples.
  void begin(Index epochs, Index samples_per_epoch, double samples_before = 0) {
    epochs_ = epochs;
    samples_ = samples_per_epoch;
    samples_before_ = samples_before;
    begin_ = Clock::now();
  }

  /// Whether it is time to show another batch.
  bool is_due() const { return terminal_ && Clock::now() - shown_ >= std::chrono::milliseconds(100); }

  /// After a batch: the figures of this epoch so far are the mean loss and the metrics, as far as they are
  /// known.
  [[gnu::cold]] void batch(Index epoch, Index samples_done, double loss,
                           const std::vector<std::string>& names = {},
                           const std::vector<double>& metrics = {}) {
    if (!is_due()) return;
    shown_ = Clock::now();
    const double samples = static_cast<double>(samples_), all = static_cast<double>(epochs_) * samples;
    const double done = static_cast<double>(epoch - 1) * samples + static_cast<double>(samples_done);
    const double rate = (done - samples_before_) / std::chrono::duration<double>(shown_ - begin_).count();
    std::string figures = detail::joined({"loss ", detail::to_digits(loss, 4)});
    for (std::size_t i = 0; i < metrics.size(); ++i) add(figures, names[i], metrics[i]);
    figures = detail::joined({figures, "  ", detail::rate_text(rate), " samples/s  ",
                              detail::duration_text((all - done) / rate), " left"});
    write({"\r\033[K", detail::bar_line(heading(epoch), static_cast<double>(samples_done) / samples, figures,
                                        detail::terminal_width(file_) - 1)});
  }

  /// After an epoch.
  [[gnu::cold]] void epoch(const History& history) {
    const Epoch& last = history.epochs.back();
    const Index stride = std::max<Index>(1, epochs_ / 100);
    if (last.number % stride != 0 && last.number != epochs_) return;
    std::string text = heading(last.number);
    add(text, "loss", last.loss);
    if (last.validation_loss == last.validation_loss) add(text, "validation loss", last.validation_loss);
    for (std::size_t i = 0; i < last.metrics.size(); ++i) add(text, history.metric_names[i], last.metrics[i]);
    remark({text, "  ", detail::duration_text(last.seconds)});
  }

  /// A remark on a line of its own.
  [[gnu::cold]] void remark(const detail::Parts& text) {
    write({terminal_ ? "\r\033[K" : "", detail::joined(text), "\n"});
  }

 private:
  using Clock = std::chrono::steady_clock;

  [[gnu::cold]] static void add(std::string& text, const std::string& name, double value) {
    text = detail::joined({text, "  ", name, " ", detail::to_digits(value, 4)});
  }

  [[gnu::cold]] std::string heading(Index epoch) const {
    return detail::joined({"Epoch ", epoch, "/", epochs_});
  }

  void write(const detail::Parts& text) {
    if (!file_) return;
    std::fputs(detail::joined(text).c_str(), file_);
    std::fflush(file_);
  }

  std::FILE* file_;
  bool terminal_;
  Index epochs_ = 0, samples_ = 0;
  double samples_before_ = 0;
  Clock::time_point begin_, shown_;
};

}  // namespace strata
