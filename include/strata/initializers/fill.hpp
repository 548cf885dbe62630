#pragma once

#include <strata/core/random.hpp>
#include <strata/core/shape.hpp>

namespace strata::detail {

/// Draws each element in storage order, in double, so that every scalar type sees the same numbers.
template <class Weights, class Draw>
void fill(Weights& weights, Draw draw) {
  using Scalar = typename Weights::Scalar;
  for (Index i = 0; i < weights.size(); ++i) weights.data()[i] = static_cast<Scalar>(draw());
}

/// Uniform on [-limit, limit).
template <class Weights, class Source>
void fill_uniform(Weights& weights, double limit, Source& generator) {
  fill(weights, [&] { return limit * (2 * uniform(generator) - 1); });
}

/// Normal with mean 0.
template <class Weights, class Source>
void fill_normal(Weights& weights, double standard_deviation, Source& generator) {
  fill(weights, [&] { return standard_deviation * normal(generator); });
}

}  // namespace strata::detail
