#pragma once

#include <cmath>

#include <strata/core/optimizer.hpp>
#include <strata/core/setting.hpp>

/// What Adam, AdamW and NAdam share.
namespace strata::detail {

/// What they remember: running means m of the gradient and v of its square, and the number of steps.
template <class Vector>
struct Moments {
  Vector first_moment;
  Vector second_moment;
  Index steps = 0;

  /// Names what a checkpoint keeps.
  void visit(auto& archive) {
    archive("first_moment", first_moment);
    archive("second_moment", second_moment);
    archive("steps", steps);
  }
};

/// Moments that begin at zero.
template <class Parameters>
auto zero_moments(const Parameters& parameters) {
  using Vector = typename Parameters::PlainObject;
  return Moments<Vector>{Vector::Zero(parameters.size()), Vector::Zero(parameters.size())};
}

/// Throws `std::invalid_argument` where lengths differ or a hyper-parameter is out of its range.
template <class O, class Parameters, class Gradient, class Vector>
void check_moments(std::string_view who, const O& optimizer, const Parameters& parameters,
                   const Gradient& gradient, const Moments<Vector>& moments) {
  check_same_length(who, "gradient", parameters.size(), gradient.size());
  check_same_length(who, "state", parameters.size(), moments.first_moment.size());
  check_same_length(who, "state", parameters.size(), moments.second_moment.size());
  check_settings(who, optimizer);
  for (const double beta : {optimizer.beta1, optimizer.beta2})
    check_setting(beta >= 0 && beta < 1, who, "beta1 and beta2 of at least 0 and below 1", beta);
}

/// One step, which `moments.steps` counts already: with g = dL/dp + decay p, m <- beta1 m + (1 - beta1) g and
/// v <- beta2 v + (1 - beta2) g^2; then p <- keep p - direction(m, g) / (sqrt(v / (1 - beta2^steps)) +
/// epsilon).
template <class O, class Parameters, class Gradient, class Vector, class Direction>
void step_by_moments(const O& optimizer, double decay, double keep, Parameters& parameters,
                     const Gradient& gradient, Moments<Vector>& moments, Direction&& direction) {
  using Scalar = typename Gradient::Scalar;
  const double correction = 1 - std::pow(optimizer.beta2, static_cast<double>(moments.steps));
  const auto scale = static_cast<Scalar>(1 / std::sqrt(correction));
  const auto beta1 = static_cast<Scalar>(optimizer.beta1), rest1 = static_cast<Scalar>(1 - optimizer.beta1);
  const auto beta2 = static_cast<Scalar>(optimizer.beta2), rest2 = static_cast<Scalar>(1 - optimizer.beta2);
  const auto epsilon = static_cast<Scalar>(optimizer.epsilon);
  const auto kept = static_cast<Scalar>(keep), decayed = static_cast<Scalar>(decay);
  for_each_block(
      [&](auto p, const auto& dp, auto m, auto v) {
        const auto g = dp + decayed * p;
        m = beta1 * m + rest1 * g;
        v = beta2 * v + rest2 * g.square();
        p = kept * p - direction(m, g) / (scale * v.sqrt() + epsilon);
      },
      parameters, gradient, moments.first_moment, moments.second_moment);
}

}  // namespace strata::detail
