#pragma once

#include <cstddef>
#include <cstdio>
#include <limits>
#include <ostream>
#include <string>
#include <vector>

#include <strata/core/shape.hpp>
#include <strata/core/system_error.hpp>
#include <strata/core/text.hpp>

namespace strata {

/// What happened in one epoch of training.
struct Epoch {
  Index number = 0;  ///< Counted from 1.
  double loss = 0;   ///< The mean of the losses of all batches, as they were in training.
  /// The loss on the validation data after the epoch; NaN without such data.
  double validation_loss = std::numeric_limits<double>::quiet_NaN();
  std::vector<double> metrics =
      {};                    ///< On the validation data, else on the training data, as `metric_names`.
  double learning_rate = 0;  ///< Of the last batch.
  double seconds = 0;        ///< Of training and validation.
};

/// What `fit` returns: each epoch, and why training ended.
struct History {
  std::vector<std::string> metric_names;
  std::vector<Epoch> epochs;
  /// Empty after the last epoch, else why training ended before it.
  std::string stopped;
  /// The epoch with the lowest watched loss; after early stopping, the network has its parameters.
  Index best_epoch = 0;

  /// One line for each epoch as CSV, with a header: every digit of a number, nothing where there is none.
  std::string csv() const {
    std::string text = "epoch,loss,validation_loss";
    for (const auto& name : metric_names) text += ',' + name;
    text += ",learning_rate,seconds\n";
    const auto add = [&](double number) { text += ',' + (number == number ? detail::to_text(number) : ""); };
    for (const auto& epoch : epochs) {
      text += detail::to_text(epoch.number);
      add(epoch.loss);
      add(epoch.validation_loss);
      for (const double metric : epoch.metrics) add(metric);
      add(epoch.learning_rate);
      add(epoch.seconds);
      text += '\n';
    }
    return text;
  }

  /// Writes `csv()`, whatever the locale of the stream.
  friend std::ostream& operator<<(std::ostream& out, const History& history) { return out << history.csv(); }
};

/// Writes a history as CSV. Throws `std::runtime_error` with the system's reason where the file cannot be
/// written.
inline void write_csv(const std::string& path, const History& history) {
  const std::string text = history.csv();
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (!file) detail::throw_system_error(path, "be opened");
  const bool is_written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
  if (std::fclose(file) != 0 || !is_written) detail::throw_system_error(path, "be written");
}

}  // namespace strata
