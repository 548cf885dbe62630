#pragma once

#include <algorithm>
#include <limits>

#include <strata/core/setting.hpp>
#include <strata/core/shape.hpp>

namespace strata {

/// Multiplies the learning rate by `factor` when the loss has not fallen for more than `patience` steps.
///
/// A loss has fallen when it is below (1 - threshold) times the lowest one so far; NaN has not. After each
/// reduction, `cooldown` steps do not count. The rate's factor stays at least `minimum_factor`. There is no
/// `eps`, by which PyTorch leaves out reductions of the rate below 1e-8: the rate is not known here.
/// PyTorch: https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ReduceLROnPlateau.html
struct ReduceOnPlateau {
  double factor = 0.1;
  Index patience = 10;
  double threshold = 1e-4;
  Index cooldown = 0;
  double minimum_factor = 0;

  /// What is remembered between steps.
  struct State {
    double factor = 1;  ///< Of the learning rate, by now.
    double best = std::numeric_limits<double>::infinity();
    Index bad_steps = 0;
    Index cooldown_left = 0;

    /// Names what a checkpoint keeps.
    void visit(auto& archive) {
      archive("factor", factor);
      archive("best", best);
      archive("bad_steps", bad_steps);
      archive("cooldown_left", cooldown_left);
    }
  };

  State init() const { return {}; }

  /// Takes one more loss and returns the factor of the optimizer's learning rate. Throws
  /// `std::invalid_argument` for a setting out of its range.
  double step(double loss, State& state) const {
    check();
    const bool falls = loss < state.best * (1 - threshold);
    if (falls) state.best = loss;
    const bool cools = state.cooldown_left > 0;
    if (cools) --state.cooldown_left;
    state.bad_steps = falls || cools ? 0 : state.bad_steps + 1;
    if (state.bad_steps > patience) {
      state.factor = std::max(state.factor * factor, minimum_factor);
      state.cooldown_left = cooldown;
      state.bad_steps = 0;
    }
    return state.factor;
  }

 private:
  void check() const {
    using detail::check_setting;
    check_setting(factor > 0 && factor < 1, "ReduceOnPlateau", "a factor between 0 and 1", factor);
    check_setting(patience >= 0, "ReduceOnPlateau", "a patience of at least 0",
                  static_cast<double>(patience));
    check_setting(threshold >= 0, "ReduceOnPlateau", "a threshold of at least 0", threshold);
    check_setting(cooldown >= 0, "ReduceOnPlateau", "a cooldown of at least 0",
                  static_cast<double>(cooldown));
    check_setting(minimum_factor >= 0 && minimum_factor <= 1, "ReduceOnPlateau",
                  "a minimum_factor from 0 to 1", minimum_factor);
  }
};

}  // namespace strata
