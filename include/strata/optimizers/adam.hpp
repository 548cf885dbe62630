#pragma once

#include <cmath>

#include <strata/optimizers/moments.hpp>

namespace strata {

/// Steps by the mean of the gradient over its root mean square, each corrected for its beginning at zero.
///
/// With g = dL/dp + w p: m <- beta1 m + (1 - beta1) g; v <- beta2 v + (1 - beta2) g^2;
/// p <- p - rate m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + epsilon) in step t = 1, 2, ...
/// Kingma and Ba (2014); PyTorch: https://pytorch.org/docs/stable/generated/torch.optim.Adam.html
struct Adam {
  double learning_rate = 1e-3;
  double beta1 = 0.9;
  double beta2 = 0.999;
  double epsilon = 1e-8;
  double weight_decay = 0;

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
    detail::check_moments("Adam", *this, parameters, gradient, state);
    ++state.steps;
    const auto rate = static_cast<typename Gradient::Scalar>(
        learning_rate / (1 - std::pow(beta1, static_cast<double>(state.steps))));
    detail::step_by_moments(*this, weight_decay, 1, parameters, gradient, state,
                            [rate](const auto& m, const auto&) { return rate * m; });
  }
};

}  // namespace strata
