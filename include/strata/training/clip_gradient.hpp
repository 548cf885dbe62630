#pragma once

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <limits>
#include <type_traits>

#include <strata/core/setting.hpp>

namespace strata {

namespace detail {

/// The Euclidean norm, also where the squares of elements overflow or vanish.
template <class Vector>
auto stable_norm(const Vector& vector) {
  using Scalar = typename Vector::Scalar;
  const Scalar sum = vector.squaredNorm();
  if (sum > std::numeric_limits<Scalar>::min() && sum <= std::numeric_limits<Scalar>::max())
    return std::sqrt(sum);
  Scalar largest = 0;
  for (Index i = 0; i < vector.size(); ++i) largest = std::max(largest, std::abs(vector(i)));
  if (std::isnan(sum) || largest == 0 || std::isinf(largest)) return std::isnan(sum) ? sum : largest;
  Scalar scaled = 0;
  for (Index i = 0; i < vector.size(); ++i) {
    const Scalar share = vector(i) / largest;
    scaled += share * share;
  }
  return largest * std::sqrt(scaled);
}

}  // namespace detail

/// Shortens a gradient that is longer than `max_norm` to that length, in place, and returns its length
/// before.
///
/// The factor is min(1, max_norm / (norm + 1e-6)). Elements that are not finite remain so. Throws
/// `std::invalid_argument` unless max_norm is above 0.
/// PyTorch: https://pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_norm_.html
template <class Gradient>
auto clip_by_norm(Gradient&& gradient, double max_norm) {
  detail::check_setting(max_norm > 0, "clip_by_norm", "a max_norm above 0", max_norm, "1 is a usual one");
  const auto norm = detail::stable_norm(gradient);
  using Scalar = std::remove_const_t<decltype(norm)>;
  const Scalar factor = static_cast<Scalar>(max_norm) / (norm + static_cast<Scalar>(1e-6));
  if (!(factor >= 1)) gradient *= factor;
  return norm;
}

/// Clamps each element of a gradient to [-limit, limit], in place; NaN remains.
///
/// Throws `std::invalid_argument` unless the limit is above 0.
/// PyTorch: https://pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_value_.html
template <class Gradient>
void clip_by_value(Gradient&& gradient, double limit) {
  detail::check_setting(limit > 0, "clip_by_value", "a limit above 0", limit, "1 is a usual one");
  using Scalar = typename std::remove_cvref_t<Gradient>::Scalar;
  const auto bound = static_cast<Scalar>(limit);
  for (Index i = 0; i < gradient.size(); ++i) gradient(i) = std::clamp(gradient(i), -bound, bound);
}

}  // namespace strata
