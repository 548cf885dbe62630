#pragma once

#include <any>
#include <concepts>
#include <functional>
#include <type_traits>

#include <strata/core/shape.hpp>
#include <strata/training/archive.hpp>

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
      factor_ = [schedule](Index step, double, std::any&) { return schedule(step); };
    else
      remember(schedule);
  }

  /// The factor; 1 where there is no schedule.
  double operator()(Index step, double loss) { return factor_ ? factor_(step, loss, memory_) : 1.0; }

  /// Names what a checkpoint keeps.
  void visit(Archive& archive) {
    if (visit_) visit_(archive, memory_);
  }

 private:
  template <class S>
  void remember(const S& schedule) {
    using State = decltype(schedule.init());
    memory_ = schedule.init();
    factor_ = [schedule](Index step, double loss, std::any& memory) {
      return step == 0 ? 1.0 : schedule.step(loss, std::any_cast<State&>(memory));
    };
    visit_ = [](Archive& archive, std::any& memory) { archive.members(std::any_cast<State&>(memory)); };
  }

  std::function<double(Index, double, std::any&)> factor_;
  std::function<void(Archive&, std::any&)> visit_;
  std::any memory_;
};

}  // namespace strata
