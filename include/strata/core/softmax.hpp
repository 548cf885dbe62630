#pragma once

#include <Eigen/Core>
#include <limits>

namespace strata::detail {

/// In x - largest, or what was computed from it: where a single x is infinite it is NaN, but has a limit.
/// There is none for two infinities.
template <class Column, class Scalar>
void replace_only_infinity(Column&& column, Scalar largest, Scalar limit) {
  if (largest != std::numeric_limits<Scalar>::infinity()) return;
  if (column.isNaN().count() == 1) column = column.isNaN().select(limit, column);
}

}  // namespace strata::detail
