#pragma once

#include <strata/core/optimizer.hpp>
#include <strata/core/setting.hpp>

namespace strata {

/// Divides the gradient by its running root mean square, or where `centered` by its deviation, with momentum.
///
/// With g = dL/dp + w p: s <- alpha s + (1 - alpha) g^2; where centered, a <- alpha a + (1 - alpha) g, else
/// a = 0; v <- momentum v + g / (sqrt(s - a^2) + epsilon); p <- p - rate v. All begin at zero.
/// Hinton (2012); PyTorch: https://pytorch.org/docs/stable/generated/torch.optim.RMSprop.html
struct RMSProp {
  double learning_rate = 1e-2;
  double alpha = 0.99;
  double epsilon = 1e-8;
  double weight_decay = 0;
  double momentum = 0;
  bool centered = false;

  /// Names what a checkpoint compares; the rate may change.
  void settings(auto&& setting) const {
    setting("alpha", alpha);
    setting("epsilon", epsilon);
    setting("weight_decay", weight_decay);
    setting("momentum", momentum);
    setting("centered", centered);
  }

  /// What is remembered between steps.
  template <class Vector>
  struct State {
    Vector mean_square;
    Vector mean;
    Vector velocity;

    /// Names what a checkpoint keeps.
    void visit(auto& archive) {
      archive("mean_square", mean_square);
      archive("mean", mean);
      archive("velocity", velocity);
    }
  };

  /// The state before the first step for these parameters.
  template <class Parameters>
  auto init(const Parameters& parameters) const {
    using Vector = typename Parameters::PlainObject;
    const Vector zero = Vector::Zero(parameters.size());
    return State<Vector>{zero, zero, zero};
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
    const auto rate = static_cast<Scalar>(learning_rate), small = static_cast<Scalar>(epsilon);
    const auto old = static_cast<Scalar>(alpha), fresh = static_cast<Scalar>(1 - alpha);
    const auto kept = static_cast<Scalar>(momentum), decay = static_cast<Scalar>(weight_decay);
    detail::for_each_block(
        [&](auto p, const auto& dp, auto s, auto a, auto v) {
          const auto move = [&](const auto& direction) {
            if (momentum == 0) {
              p -= rate * direction;
            } else {
              v = kept * v + direction;
              p -= rate * v;
            }
          };
          const auto g = dp + decay * p;
          s = old * s + fresh * g.square();
          if (!centered) return move(g / (s.sqrt() + small));
          a = old * a + fresh * g;
          // Rounding can take a variance of zero below it.
          move(g / ((s - a.square()).max(Scalar{0}).sqrt() + small));
        },
        parameters, gradient, state.mean_square, state.mean, state.velocity);
  }

 private:
  template <class Parameters, class Gradient, class Vector>
  void check(const Parameters& parameters, const Gradient& gradient, const State<Vector>& state) const {
    detail::check_same_length("RMSProp", "gradient", parameters.size(), gradient.size());
    for (const auto* vector : {&state.mean_square, &state.mean, &state.velocity})
      detail::check_same_length("RMSProp", "state", parameters.size(), vector->size());
    detail::check_settings("RMSProp", *this);
    detail::check_setting(alpha >= 0 && alpha < 1, "RMSProp", "an alpha of at least 0 and below 1", alpha);
    detail::check_setting(momentum >= 0, "RMSProp", "a momentum of at least 0", momentum);
  }
};

}  // namespace strata
