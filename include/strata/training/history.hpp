#pragma once

#include <cstddef>
#include <fstream>
#include <limits>
#include <ostream>
#include <stdexcept>
#include <string>
#include <vector>

#include <strata/core/shape.hpp>

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

  /// One line for each epoch, with a header.
  friend std::ostream& operator<<(std::ostream& out, const History& history) {
    out << "epoch,loss,validation_loss";
    for (const auto& name : history.metric_names) out << ',' << name;
    out << ",learning_rate,seconds\n";
    const auto digits = out.precision(std::numeric_limits<double>::max_digits10);
    for (const auto& epoch : history.epochs) {
      out << epoch.number << ',' << epoch.loss << ',';
      if (epoch.validation_loss == epoch.validation_loss) out << epoch.validation_loss;
      for (const double metric : epoch.metrics) out << ',' << metric;
      out << ',' << epoch.learning_rate << ',' << epoch.seconds << '\n';
    }
    out.precision(digits);
    return out;
  }
};

/// Writes a history as CSV. Throws `std::runtime_error` where the file cannot be written.
inline void write_csv(const std::string& path, const History& history) {
  std::ofstream file(path);
  file << history << std::flush;
  if (!file) throw std::runtime_error("strata: write_csv: cannot write " + path);
}

}  // namespace strata
