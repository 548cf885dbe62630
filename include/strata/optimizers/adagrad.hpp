#pragma once

#include <strata/core/optimizer.hpp>
#include <strata/core/setting.hpp>

namespace strata {

/// Divides the gradient by the root of the sum of all its squares so far, so that rarely moved parameters
/// take longer steps.
///
/// With g = dL/dp + w p: s <- s + g^2; p <- p - rate / (1 + (t - 1) lr_decay) g / (sqrt(s) + epsilon) in step
/// t = 1, 2, ...; s begins at `initial_accumulator_value`.
/// Duchi, Hazan and Singer (2011); PyTorch:
/// https://pytorch.org/docs/stable/generated/torch.optim.Adagrad.html
struct AdaGrad {
  double learning_rate = 1e-2;
  double lr_decay = 0;
  double weight_decay = 0;
  double initial_accumulator_value = 0;
  double epsilon = 1e-10;

  /// Names what a checkpoint compares; the rate may change.
  void settings(auto&& setting) const {
    setting("lr_decay", lr_decay);
    setting("weight_decay", weight_decay);
    setting("initial_accumulator_value", initial_accumulator_value);
    setting("epsilon", epsilon);
  }

  /// What is remembered between steps.
  template <class Vector>
  struct State {
    Vector sum;
    Index steps = 0;

    /// Names what a checkpoint keeps.
    void visit(auto& archive) {
      archive("sum", sum);
      archive("steps", steps);
    }
  };

  /// The state before the first step for these parameters.
  template <class Parameters>
  auto init(const Parameters& parameters) const {
    using Vector = typename Parameters::PlainObject;
    const auto first = static_cast<typename Vector::Scalar>(initial_accumulator_value);
    return State<Vector>{Vector::Constant(parameters.size(), first)};
  }

  /// Refused: a step needs the state of those before it.
  template <class Parameters, class Gradient>
  void step(const Parameters&, const Gradient&) const {
    detail::needs_state<Parameters>();
  }

  /// One step. Throws `std::invalid_argument` if lengths differ or a hyper-parameter is out of its range.
  template <class Parameters, class Gradient, class Vector>
  void step(Parameters&& parameters, const Gradient& gradient, State<Vector>& state) const {
    check(parameters, gradient, state);
    using Scalar = typename Gradient::Scalar;
    const auto rate =
        static_cast<Scalar>(learning_rate / (1 + static_cast<double>(state.steps++) * lr_decay));
    const auto small = static_cast<Scalar>(epsilon), decay = static_cast<Scalar>(weight_decay);
    detail::for_each_block(
        [&](auto p, const auto& dp, auto s) {
          const auto g = dp + decay * p;
          s += g.square();
          p -= rate * g / (s.sqrt() + small);
        },
        parameters, gradient, state.sum);
  }

 private:
  template <class Parameters, class Gradient, class Vector>
  void check(const Parameters& parameters, const Gradient& gradient, const State<Vector>& state) const {
    detail::check_same_length("AdaGrad", "gradient", parameters.size(), gradient.size());
    detail::check_same_length("AdaGrad", "state", parameters.size(), state.sum.size());
    detail::check_settings("AdaGrad", *this);
    detail::check_setting(lr_decay >= 0, "AdaGrad", "an lr_decay of at least 0", lr_decay);
    detail::check_setting(initial_accumulator_value >= 0, "AdaGrad",
                          "an initial_accumulator_value of at least 0", initial_accumulator_value);
  }
};

}  // namespace strata
