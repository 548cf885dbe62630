#pragma once

#include <cmath>

#include <strata/optimizers/moments.hpp>

namespace strata {

/// Adam with Nesterov's momentum, which grows from half of beta1 to beta1.
///
/// With g, m and v as in `Adam` and mu_t = beta1 (1 - 0.96^(t momentum_decay) / 2):
/// p <- p - rate (mu_(t+1) m / (1 - mu_1 ... mu_(t+1)) + (1 - mu_t) g / (1 - mu_1 ... mu_t))
/// / (sqrt(v / (1 - beta2^t)) + epsilon) in step t = 1, 2, ...
/// Dozat (2016); PyTorch: https://pytorch.org/docs/stable/generated/torch.optim.NAdam.html
struct NAdam {
  double learning_rate = 2e-3;
  double beta1 = 0.9;
  double beta2 = 0.999;
  double epsilon = 1e-8;
  double weight_decay = 0;
  double momentum_decay = 4e-3;

  /// Names what a checkpoint compares; the rate may change.
  void settings(auto&& setting) const {
    setting("beta1", beta1);
    setting("beta2", beta2);
    setting("epsilon", epsilon);
    setting("weight_decay", weight_decay);
    setting("momentum_decay", momentum_decay);
  }

  /// What is remembered between steps.
  template <class Vector>
  struct State {
    detail::Moments<Vector> moments;
    double momentum_product = 1;

    /// Names what a checkpoint keeps.
    void visit(auto& archive) {
      archive("moments", moments);
      archive("momentum_product", momentum_product);
    }
  };

  /// The state before the first step for these parameters.
  template <class Parameters>
  auto init(const Parameters& parameters) const {
    return State<typename Parameters::PlainObject>{detail::zero_moments(parameters)};
  }

  /// Refused: a step needs the state of those before it.
  template <class Parameters, class Gradient>
  void step(const Parameters&, const Gradient&) const {
    detail::needs_state<Parameters>();
  }

  /// One step. Throws `std::invalid_argument` if lengths differ or a hyper-parameter is out of its range.
  template <class Parameters, class Gradient, class Vector>
  void step(Parameters&& parameters, const Gradient& gradient, State<Vector>& state) const {
    detail::check_moments("NAdam", *this, parameters, gradient, state.moments);
    detail::check_setting(momentum_decay >= 0, "NAdam", "a momentum_decay of at least 0", momentum_decay);
    using Scalar = typename Gradient::Scalar;
    const Index steps = ++state.moments.steps;
    const double momentum = momentum_in(steps), next = momentum_in(steps + 1);
    const double product = state.momentum_product *= momentum;
    const auto of_moment = static_cast<Scalar>(learning_rate * next / (1 - product * next));
    const auto of_gradient = static_cast<Scalar>(learning_rate * (1 - momentum) / (1 - product));
    detail::step_by_moments(*this, weight_decay, 1, parameters, gradient, state.moments,
                            [=](const auto& m, const auto& g) { return of_moment * m + of_gradient * g; });
  }

 private:
  double momentum_in(Index step) const {
    return beta1 * (1 - 0.5 * std::pow(0.96, static_cast<double>(step) * momentum_decay));
  }
};

}  // namespace strata
