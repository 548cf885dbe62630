#pragma once

#include <any>
#include <concepts>
#include <functional>
#include <string>
#include <string_view>
#include <type_traits>

#include <strata/core/shape.hpp>
#include <strata/core/type_name.hpp>
#include <strata/training/archive.hpp>

namespace strata {

namespace detail {

/// Lambdas have no name that another compiler, or the next line above them, would leave as it is.
template <class S>
std::string kind_of_schedule() {
  constexpr std::string_view letters = "_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const std::string_view name = type_name<S>();
  const bool has_name = std::is_class_v<S> && !name.empty() && letters.find(name[0]) != letters.npos;
  return has_name ? std::string(name) : "function";
}

}  // namespace detail

/// Any schedule as one type, for `fit`: `schedule(step, loss)` is the factor of the learning rate at this
/// step, counted from 0, given the last watched loss.
///
/// It takes functions of the step, such as `CosineDecay`, or of step and loss (0 before there is one), and
/// schedules with a state that follow the loss, such as `ReduceOnPlateau`.
class Schedule {
 public:
  Schedule() = default;

  template <class S>
  requires(!std::same_as<std::remove_cvref_t<S>, Schedule>) Schedule(const S& schedule)
      : kind_(detail::kind_of_schedule<S>()) {
    if constexpr (requires { schedule(Index{0}); })
      factor_ = [schedule](Index step, double, std::any&) { return schedule(step); };
    else if constexpr (requires { schedule(Index{0}, 0.0); })
      factor_ = [schedule](Index step, double loss, std::any&) { return schedule(step, loss); };
    else
      remember(schedule);
  }

  /// The factor; 1 where there is no schedule.
  double operator()(Index step, double loss) { return factor_ ? factor_(step, loss, memory_) : 1.0; }

  /// The name of the schedule's class; "function" for a function, "none" where there is none.
  const std::string& kind() const { return kind_; }

  /// Names what a checkpoint keeps.
  void visit(Archive& archive) {
    if (visit_) visit_(archive, memory_);
  }

 private:
  template <class S>
  void remember(const S& schedule) {
    constexpr bool has_state = requires { schedule.init(); };
    static_assert(has_state,
                  "strata: a schedule is a const function of (Index step) or (Index step, double loss) that "
                  "returns a factor of the learning rate, or has init and step as ReduceOnPlateau");
    if constexpr (has_state) {
      using State = decltype(schedule.init());
      memory_ = schedule.init();
      factor_ = [schedule](Index step, double loss, std::any& memory) {
        return step == 0 ? 1.0 : schedule.step(loss, std::any_cast<State&>(memory));
      };
      visit_ = [](Archive& archive, std::any& memory) { archive.members(std::any_cast<State&>(memory)); };
    }
  }

  std::string kind_ = "none";
  std::function<double(Index, double, std::any&)> factor_;
  std::function<void(Archive&, std::any&)> visit_;
  std::any memory_;
};

}  // namespace strata
