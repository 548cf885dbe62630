#pragma once

#include <strata/core/optimizer.hpp>
#include <strata/core/setting.hpp>

namespace strata {

/// The exponential moving average of the parameters, which is often better than their last values:
/// a <- decay a + (1 - decay) p after each step. It begins at the parameters that `init` sees.
///
/// Polyak and Juditsky (1992); PyTorch: `AveragedModel` with `get_ema_avg_fn`,
/// https://pytorch.org/docs/stable/generated/torch.optim.swa_utils.AveragedModel.html
struct MovingAverage {
  double decay = 0.999;

  /// What is remembered between steps.
  template <class Vector>
  struct State {
    Vector average;
  };

  /// The state before the first step for these parameters.
  template <class Parameters>
  auto init(const Parameters& parameters) const {
    return State<typename Parameters::PlainObject>{parameters};
  }

  /// Takes the parameters after one more step. Throws `std::invalid_argument` if lengths differ or decay is
  /// not from 0 to 1.
  template <class Parameters, class Vector>
  void update(const Parameters& parameters, State<Vector>& state) const {
    detail::check_same_length("MovingAverage", "state", parameters.size(), state.average.size());
    detail::check_setting(decay >= 0 && decay <= 1, "MovingAverage", "a decay from 0 to 1", decay);
    state.average += static_cast<typename Vector::Scalar>(1 - decay) * (parameters - state.average);
  }
};

}  // namespace strata
