#pragma once

#include <stdexcept>
#include <utility>

#include <strata/core/error.hpp>
#include <strata/core/optimizer.hpp>

namespace strata {

/// Stochastic gradient descent with momentum m, Nesterov's momentum and weight decay w.
///
/// With g = dL/dp + w p: plain p <- p - rate g; with momentum v <- m v + g and p <- p - rate v, or with
/// Nesterov p <- p - rate (g + m v). The velocity v begins at zero.
/// PyTorch: https://pytorch.org/docs/stable/generated/torch.optim.SGD.html
struct SGD {
  double learning_rate = 1e-3;
  double momentum = 0;
  double weight_decay = 0;
  bool nesterov = false;

  /// Names what a checkpoint compares; the rate may change.
  void settings(auto&& setting) const {
    setting("momentum", momentum);
    setting("weight_decay", weight_decay);
    setting("nesterov", nesterov);
  }

  /// What is remembered between steps.
  template <class Vector>
  struct State {
    Vector velocity;

    /// Names what a checkpoint keeps.
    void visit(auto& archive) { archive("velocity", velocity); }
  };

  /// The state before the first step for these parameters.
  template <class Parameters>
  auto init(const Parameters& parameters) const {
    using Vector = typename Parameters::PlainObject;
    return State<Vector>{Vector::Zero(parameters.size())};
  }

  /// One step without momentum. Throws `std::invalid_argument` if momentum is set or lengths differ.
  template <class Parameters, class Gradient>
  void step(Parameters&& parameters, const Gradient& gradient) const {
    check(parameters, gradient);
    if (momentum != 0)
      detail::fail<std::invalid_argument>(
          "strata: SGD: expected a state, because momentum remembers a velocity, got none; make one "
          "with init(parameters) and pass it as the third argument");
    using Scalar = typename Gradient::Scalar;
    const auto rate = static_cast<Scalar>(learning_rate);
    const auto decay = static_cast<Scalar>(learning_rate * weight_decay);
    // The decay comes first, because it need not wait for the gradient.
    detail::for_each_element([&](auto&& p, const auto& dp) { p = (p - decay * p) - rate * dp; }, parameters,
                             gradient);
  }

  /// One step. Throws `std::invalid_argument` if lengths differ.
  template <class Parameters, class Gradient, class Vector>
  void step(Parameters&& parameters, const Gradient& gradient, State<Vector>& state) const {
    if (momentum == 0) return step(parameters, gradient);
    check(parameters, gradient);
    detail::check_same_length("SGD", "state", parameters.size(), state.velocity.size());
    using Scalar = typename Gradient::Scalar;
    const auto rate = static_cast<Scalar>(learning_rate), m = static_cast<Scalar>(momentum);
    const auto decay = static_cast<Scalar>(weight_decay);
    detail::for_each_element(
        [&](auto&& p, const auto& dp, auto&& v) {
          v = m * v + (dp + decay * p);
          if (nesterov)
            p -= rate * (dp + decay * p + m * v);
          else
            p -= rate * v;
        },
        parameters, gradient, state.velocity);
  }

 private:
  template <class Parameters, class Gradient>
  void check(const Parameters& parameters, const Gradient& gradient) const {
    detail::check_same_length("SGD", "gradient", parameters.size(), gradient.size());
    if (!(learning_rate >= 0 && momentum >= 0 && weight_decay >= 0))
      detail::fail<std::invalid_argument>(
          "strata: SGD: expected learning_rate, momentum and weight_decay of at least 0, got a negative "
          "one or NaN; SGD steps against the gradient by itself");
    if (nesterov && momentum == 0)
      detail::fail<std::invalid_argument>(
          "strata: SGD: expected a momentum above 0 with nesterov, got 0; as in SGD{.momentum = 0.9, "
          ".nesterov = true}");
  }
};

}  // namespace strata
