#pragma once

#include <cmath>

#include <strata/optimizers/moments.hpp>

namespace strata {

/// Adam whose weight decay shrinks the parameters directly, whatever the size of their gradients:
/// p <- (1 - rate w) p, then Adam's step with g = dL/dp.
///
/// Loshchilov and Hutter (2017); PyTorch: https://pytorch.org/docs/stable/generated/torch.optim.AdamW.html
struct AdamW {
  double learning_rate = 1e-3;
  double beta1 = 0.9;
  double beta2 = 0.999;
  double epsilon = 1e-8;
  double weight_decay = 1e-2;

  /// Names what a checkpoint compares; the rate may change.
  void settings(auto&& setting) const {
    setting("beta1", beta1);
    setting("beta2", beta2);
    setting("epsilon", epsilon);
    setting("weight_decay", weight_decay);
  }

  /// What is remembered between steps.
  template <class Vector>
  using State = detail::Moments<Vector>;

  /// The state before the first step for these parameters.
  template <class Parameters>
  auto init(const Parameters& parameters) const {
    return detail::zero_moments(parameters);
  }

  /// Refused: a step needs the state of those before it.
  template <class Parameters, class Gradient>
  void step(const Parameters&, const Gradient&) const {
    detail::needs_state<Parameters>();
  }

  /// One step. Throws `std::invalid_argument` if lengths differ or a hyper-parameter is out of its range.
  template <class Parameters, class Gradient, class Vector>
  void step(Parameters&& parameters, const Gradient& gradient, State<Vector>& state) const {
    detail::check_moments("AdamW", *this, parameters, gradient, state);
    ++state.steps;
    const auto rate = static_cast<typename Gradient::Scalar>(
        learning_rate / (1 - std::pow(beta1, static_cast<double>(state.steps))));
    detail::step_by_moments(*this, 0, 1 - learning_rate * weight_decay, parameters, gradient, state,
                            [rate](const auto& m, const auto&) { return rate * m; });
  }
};

}  // namespace strata
