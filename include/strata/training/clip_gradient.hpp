#pragma once

#include <Eigen/Core>
#include <algorithm>
#include <type_traits>

#include <strata/core/setting.hpp>

namespace strata {

/// Shortens a gradient that is longer than `max_norm` to that length, in place, and returns its length
/// before.
///
/// The factor is min(1, max_norm / (norm + 1e-6)). Elements that are not finite remain so. Throws
/// `std::invalid_argument` unless max_norm is above 0.
/// PyTorch: https://pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_norm_.html
template <class Gradient>
auto clip_by_norm(Gradient&& gradient, double max_norm) {
  detail::check_setting(max_norm > 0, "clip_by_norm", "a max_norm above 0", max_norm, "1 is a usual one");
  const auto norm = gradient.stableNorm();
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
  gradient = gradient.unaryExpr(
      [bound = static_cast<Scalar>(limit)](Scalar v) { return std::clamp(v, -bound, bound); });
}

}  // namespace strata
