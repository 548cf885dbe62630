#pragma once

#include <utility>

#include <strata/core/shape.hpp>

namespace strata::detail {

/// Keeps a network in training whole: undoes a step that ends midway, and returns to a copy from before where
/// later steps have spoilt it.
template <class Net>
class LastGood {
 public:
  explicit LastGood(Net& net) : net_(net), copy_(net) {}

  /// Layers may change their state before another layer, the loss, a metric or the optimizer throws.
  void begin_step() {
    state_before_ = net_.state();
    is_within_step_ = true;
  }

  void end_step() {
    is_within_step_ = false;
    ++steps_;
  }

  /// The network is as it was after the last whole step.
  void undo_step() {
    if (std::exchange(is_within_step_, false)) net_.state() = state_before_;
  }

  /// How many steps were whole.
  Index steps() const { return steps_; }

  bool is_copy_due() const { return steps_ % steps_between_copies == 0; }
  void copy() { copy_ = net_; }

  /// The network is as it was when it was copied last, or else at the beginning.
  void fall_back() { net_ = copy_; }

 private:
  /// How old the parameters can be to which training returns where the loss is no number.
  static constexpr Index steps_between_copies = 100;

  Net& net_;
  Net copy_;
  typename Net::State state_before_ = net_.state();
  Index steps_ = 0;
  bool is_within_step_ = false;
};

}  // namespace strata::detail
