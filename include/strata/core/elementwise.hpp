#pragma once

#include <Eigen/Core>
#include <cmath>

#include <strata/core/shape.hpp>

/// Functions of each element that several activations share, as Eigen expressions.
namespace strata::detail {

/// For so few elements a scalar call is faster than a packet of which most lanes are empty.
template <class X>
inline constexpr bool has_few_elements =
    X::SizeAtCompileTime != Eigen::Dynamic&& Index{X::SizeAtCompileTime} < 4;

/// 1 / (1 + exp(-x)).
template <class X>
auto logistic(const X& x) {
  using Scalar = typename X::Scalar;
  if constexpr (has_few_elements<X>)
    return x.array().unaryExpr([](Scalar v) { return Scalar{1} / (Scalar{1} + std::exp(-v)); });
  else
    return x.array().logistic();
}

/// log(1 + exp(x)), without overflow for large x.
template <class Scalar>
Scalar softplus(Scalar x) {
  return std::max(x, Scalar{0}) + std::log1p(std::exp(-std::abs(x)));
}

}  // namespace strata::detail
