#pragma once

#include <limits>

#include <strata/core/shape.hpp>

namespace strata {

/// Ends training when the watched loss (of the validation data, else of training) has not fallen by
/// `min_delta` for `patience` epochs. However training ends, the network then has the parameters and state of
/// its best epoch.
///
/// Keras: https://keras.io/api/callbacks/early_stopping/
struct EarlyStopping {
  Index patience = 5;
  double min_delta = 0;

  /// What is remembered between epochs.
  struct State {
    double best = std::numeric_limits<double>::infinity();
    Index epochs_since_best = 0;

    /// Names what a checkpoint keeps.
    void visit(auto& archive) {
      archive("best", best);
      archive("epochs_since_best", epochs_since_best);
    }
  };

  State init() const { return {}; }

  /// Takes the loss of one more epoch; true where it is the best so far.
  bool improves(double loss, State& state) const {
    ++state.epochs_since_best;
    if (!(loss < state.best - min_delta)) return false;
    state = {loss, 0};
    return true;
  }

  /// True when it is time to stop.
  bool stops(const State& state) const {
    return state.epochs_since_best > 0 && state.epochs_since_best >= patience;
  }
};

}  // namespace strata
