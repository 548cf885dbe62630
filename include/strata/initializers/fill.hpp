#pragma once

#include <strata/core/random.hpp>
#include <strata/core/shape.hpp>

namespace strata::detail {

/// Draws each element in storage order, in double, so that every scalar type sees the same numbers.
template <class Scalar, class Draw>
void fill(Scalar* weights, Index count, Draw draw) {
  for (Index i = 0; i < count; ++i) weights[i] = static_cast<Scalar>(draw());
}

/// Uniform on [-limit, limit).
template <class Scalar, class Source>
void fill_uniform(Scalar* weights, Index count, double limit, Source& generator) {
  fill(weights, count, [&] { return limit * (2 * uniform(generator) - 1); });
}

template <class Weights, class Source>
void fill_uniform(Weights& weights, double limit, Source& generator) {
  fill_uniform(weights.data(), weights.size(), limit, generator);
}

/// Normal with mean 0.
template <class Weights, class Source>
void fill_normal(Weights& weights, double standard_deviation, Source& generator) {
  fill(weights.data(), weights.size(), [&] { return standard_deviation * normal(generator); });
}

}  // namespace strata::detail
