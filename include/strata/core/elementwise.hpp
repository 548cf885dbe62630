#pragma once

#include <Eigen/Core>

#include <strata/core/shape.hpp>

/// Loops over the elements of arrays.
namespace strata::detail {

/// For so few elements a scalar call is faster than a packet of which most lanes are empty.
template <class X>
inline constexpr bool has_few_elements =
    X::SizeAtCompileTime != Eigen::Dynamic&& Index{X::SizeAtCompileTime} < 4;

/// y = f(x...) for each element. `f` is written once for both: it is given numbers where they are few, else
/// Eigen arrays.
template <class F, class Y, class... X>
void transform(F f, Y& y, const X&... x) {
  if constexpr (has_few_elements<Y> && (has_few_elements<X> && ...))
    for (Index i = 0; i < y.size(); ++i) y[i] = f(x[i]...);
  else
    y.array() = f(x.array()...);
}

/// y = x.
template <class X, class Y>
void copy(const X& x, Y& y) {
  transform([](const auto& v) { return v; }, y, x);
}

}  // namespace strata::detail
