#pragma once

#include <functional>
#include <memory>
#include <utility>

#include <strata/core/shape.hpp>

namespace strata {

/// Any schedule as one type, for `fit`: `schedule(step, loss)` is the factor of the learning rate at this
/// step, counted from 0, given the last watched loss.
///
/// It takes functions of the step, such as `CosineDecay`, and schedules with a state that follow the loss,
/// such as `ReduceOnPlateau`.
class Schedule {
 public:
  Schedule() = default;

  template <class S>
  requires(!std::same_as<std::remove_cvref_t<S>, Schedule>) Schedule(const S& schedule) {
    if constexpr (requires { schedule(Index{0}); })
      factor_ = [schedule](Index step, double) { return schedule(step); };
    else
      factor_ = [schedule, state = schedule.init()](Index step, double loss) mutable {
        return step == 0 ? 1.0 : schedule.step(loss, state);
      };
  }

  /// The factor; 1 where there is no schedule.
  double operator()(Index step, double loss) { return factor_ ? factor_(step, loss) : 1.0; }

 private:
  std::function<double(Index, double)> factor_;
};

}  // namespace strata
