#pragma once

#include <Eigen/Core>
#include <algorithm>

#include <strata/core/blas.hpp>
#include <strata/core/packing.hpp>
#include <strata/core/parallel.hpp>
#include <strata/core/tensor.hpp>

namespace strata {

namespace detail {

template <class Matrix>
inline constexpr int storage_order = (int{Matrix::Flags} & Eigen::RowMajorBit) != 0 ? Eigen::RowMajor
                                                                                    : Eigen::ColMajor;

/// A product of fixed, small sizes is best written out coefficient by coefficient.
template <class Left, class Right>
inline constexpr bool is_unrolled = [] {
  using Scalar = typename Left::Scalar;
  constexpr Index multiplications = static_product(
      static_product(Left::RowsAtCompileTime, Left::ColsAtCompileTime), Right::ColsAtCompileTime);
  return is_small<Scalar>(Left::SizeAtCompileTime) && is_small<Scalar>(Right::SizeAtCompileTime) &&
         multiplications <= Index{16} * 1024;
}();

/// A product of very few numbers is not worth packets, nor the compiler's time for expressions.
template <class Left, class Right>
inline constexpr bool is_tiny = Left::SizeAtCompileTime != Dynamic&& Right::SizeAtCompileTime !=
                                Dynamic&& Index{Left::SizeAtCompileTime} * Right::ColsAtCompileTime < 8;

/// `result = left * right`, number by number; `add(row, sum)` adds to the first number of each sum.
template <class Add, class Left, class Right, class Result>
void multiply_tiny(Add add, const Left& left, const Right& right, Result& result) {
  for (Index column = 0; column < right.cols(); ++column)
    for (Index row = 0; row < left.rows(); ++row) {
      auto sum = add(row, left.coeff(row, 0) * right.coeff(0, column));
      for (Index k = 1; k < left.cols(); ++k) sum += left.coeff(row, k) * right.coeff(k, column);
      result.coeffRef(row, column) = sum;
    }
}

/// Each of so many columns, one behind the other, becomes `vector`.
template <class Scalar>
void copy_to_columns(const Scalar* vector, Index size, Scalar* columns, Index count) {
  for (Index column = 0; column < count; ++column) std::copy_n(vector, size, columns + column * size);
}

/// Every column of `matrix` becomes `vector`.
template <class Vector, class Matrix>
void copy_to_columns(const Vector& vector, Matrix& matrix) {
  copy_to_columns(vector.data(), vector.size(), matrix.data(), matrix.cols());
}

/// `result = left * right + added`, written out. A sum of columns is kept in registers, and as two sums,
/// because each multiply-add would wait for the one before it.
template <class Left, class Right, class Vector, class Result>
[[gnu::always_inline]] inline void affine_unrolled(const Left& left, const Right& right, const Vector& added,
                                                   Result& result) {
  using Sum = Eigen::Matrix<typename Left::Scalar, Left::RowsAtCompileTime, 1>;
  constexpr Index depth = Left::ColsAtCompileTime;
  if constexpr (Right::ColsAtCompileTime != 1) {
    copy_to_columns(added, result);
    result += left.lazyProduct(right);
  } else if constexpr (storage_order<Left> == Eigen::ColMajor && depth >= 4 && sizeof(Sum) <= 256) {
    Sum even = added;
    Sum odd = left.col(1) * right[1];
    even += left.col(0) * right[0];
    for (Index k = 2; k + 1 < depth; k += 2) {
      even += left.col(k) * right[k];
      odd += left.col(k + 1) * right[k + 1];
    }
    if constexpr (depth % 2 != 0) even += left.col(depth - 1) * right[depth - 1];
    result = even + odd;
  } else {
    result = left.lazyProduct(right) + added;
  }
}

/// `result += matrix * vector`: one instantiation for each storage order, whatever the sizes.
template <int Order, class Scalar>
void add_matrix_vector(const Scalar* matrix, Index stride, Index rows, Index columns, const Scalar* vector,
                       Scalar* result) {
  using Matrix = Eigen::internal::const_blas_data_mapper<Scalar, Index, Order>;
  constexpr int other = Order == Eigen::ColMajor ? Eigen::RowMajor : Eigen::ColMajor;  // as Eigen's BLAS asks
  using Vector = Eigen::internal::const_blas_data_mapper<Scalar, Index, other>;
  using Kernel = Eigen::internal::general_matrix_vector_product<Index, Scalar, Matrix, Order, false, Scalar,
                                                                Vector, false>;
  Kernel::run(rows, columns, Matrix(matrix, stride), Vector(vector, 1), result, 1, Scalar{1});
}

/// `result += left * right`, or `result = left * right` where it `clears`: one instantiation for each pair of
/// storage orders, whatever the sizes. Threads share the columns of the result, in multiples of those that
/// Eigen's kernel computes together.
template <int LeftOrder, int RightOrder, class Scalar>
void add_matrix_matrix(const Scalar* left, Index left_stride, const Scalar* right, Index right_stride,
                       Scalar* result, Index rows, Index columns, Index depth, Packing<Scalar>& packing,
                       bool clears) {
  constexpr Index grain = 8;
  static_assert(grain % Eigen::internal::gebp_traits<Scalar, Scalar>::nr == 0);
  const Index work = rows * columns * depth;
  // Also for the BLAS: the next batch may be smaller, and then Eigen's.
  packing.reserve(part_count(work), rows, columns, depth, grain);
  if (blas_product<LeftOrder, RightOrder>(left, left_stride, right, right_stride, result, rows, columns,
                                          depth, clears))
    return;
  using Kernel = Eigen::internal::general_matrix_matrix_product<Index, Scalar, LeftOrder, false, Scalar,
                                                                RightOrder, false, Eigen::ColMajor, 1>;
  const Index right_step = RightOrder == Eigen::ColMajor ? right_stride : 1;
  parallel_ranges(columns, grain, work, [&](Index worker, Index begin, Index end) {
    Scalar* const own = result + begin * rows;
    const Index count = end - begin;
    if (clears) std::fill(own, own + rows * count, Scalar{0});
    auto blocking = packing.blocking(worker, rows, count, depth);
    Kernel::run(rows, count, depth, left, left_stride, right + begin * right_step, right_stride, own, 1, rows,
                Scalar{1}, blocking, static_cast<Eigen::internal::GemmParallelInfo<Index>*>(nullptr));
  });
}

/// Whether a product is one of a matrix and each column. Eigen's general product first copies `left`, which
/// pays from four columns on, or where its rows are short.
template <class Left, class Right>
bool goes_by_columns(const Left& left, const Right& right) {
  constexpr bool has_columns = storage_order<Right> == Eigen::ColMajor;
  if (!has_columns && right.outerStride() != 1) return false;
  constexpr Index shortest_row = storage_order<Left> == Eigen::ColMajor ? 0 : 32;
  return right.cols() == 1 || (has_columns && right.cols() < 4 && left.cols() >= shortest_row);
}

/// `result += left * right`, or `result = left * right` where it `clears`, for operands that are not small.
template <class Left, class Right, class Result>
void multiply(const Left& left, const Right& right, Result& result, Packing<typename Left::Scalar>& packing,
              bool clears) {
  const bool by_columns = goes_by_columns(left, right);
  if (clears && (by_columns || left.rows() == 1))
    std::fill_n(result.data(), result.size(), typename Left::Scalar{0});
  if (by_columns) {
    for (Index column = 0; column < right.cols(); ++column)
      add_matrix_vector<storage_order<Left>>(left.data(), left.outerStride(), left.rows(), left.cols(),
                                             right.data() + column * right.outerStride(),
                                             result.data() + column * left.rows());
  } else if (left.rows() == 1) {
    constexpr int transposed_order =
        storage_order<Right> == Eigen::ColMajor ? Eigen::RowMajor : Eigen::ColMajor;
    add_matrix_vector<transposed_order>(right.data(), right.outerStride(), right.cols(), right.rows(),
                                        left.data(), result.data());
  } else {
    add_matrix_matrix<storage_order<Left>, storage_order<Right>>(
        left.data(), left.outerStride(), right.data(), right.outerStride(), result.data(), left.rows(),
        right.cols(), left.cols(), packing, clears);
  }
}

}  // namespace detail

/// `result = left * right` without allocation.
///
/// `left` is rows x depth, `right` depth x columns, `result` rows x columns: maps of contiguous memory or
/// transposes of such maps; `right` may also skip memory between columns. It is inlined, so that small maps
/// stay in registers; what is large is not.
template <class Left, class Right, class Result, class Scalar>
[[gnu::always_inline]] inline void product(const Left& left, const Right& right, Result& result,
                                           Packing<Scalar>& packing) {
  eigen_assert(left.cols() == right.rows());
  eigen_assert(result.rows() == left.rows() && result.cols() == right.cols());
  if constexpr (detail::is_tiny<Left, Right>)
    detail::multiply_tiny([](Index, Scalar sum) { return sum; }, left, right, result);
  else if constexpr (detail::is_unrolled<Left, Right>)
    result = left.lazyProduct(right);
  else
    detail::multiply(left, right, result, packing, true);
}

/// `result = left * right + added` without allocation: the vector is added to each column; other operands as
/// in `product`.
template <class Left, class Right, class Vector, class Result, class Scalar>
[[gnu::always_inline]] inline void affine(const Left& left, const Right& right, const Vector& added,
                                          Result& result, Packing<Scalar>& packing) {
  eigen_assert(left.cols() == right.rows() && added.size() == left.rows());
  eigen_assert(result.rows() == left.rows() && result.cols() == right.cols());
  if constexpr (detail::is_tiny<Left, Right>) {
    detail::multiply_tiny([&](Index row, Scalar sum) { return sum + added[row]; }, left, right, result);
  } else if constexpr (detail::is_unrolled<Left, Right>) {
    detail::affine_unrolled(left, right, added, result);
  } else {
    detail::copy_to_columns(added, result);
    detail::multiply(left, right, result, packing, false);
  }
}

}  // namespace strata
