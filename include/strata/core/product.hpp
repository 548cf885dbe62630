#pragma once

#include <Eigen/Core>
#include <algorithm>
#include <cstddef>
#include <vector>

#include <strata/core/blas.hpp>
#include <strata/core/parallel.hpp>
#include <strata/core/tensor.hpp>

namespace strata {

/// The memory into which `product` copies the blocks of its operands; it grows on demand and is reused.
///
/// Eigen takes that memory anew for every product, from the stack while it is small and from the heap
/// above. Lent from here, products of any size allocate nothing and keep small stack frames. Threads that
/// share a product have memory of their own.
template <class Scalar>
class Packing {
 public:
  /// Takes memory for so many threads ahead of a product, so that none takes it later, when it first comes
  /// in time to share one.
  void share(Index workers, Index rows, Index columns, Index depth) {
    if (memory_.size() < static_cast<std::size_t>(workers)) memory_.resize(static_cast<std::size_t>(workers));
    for (Index worker = 0; worker < workers; ++worker) blocking(worker, rows, columns, depth);
  }

  /// Eigen's own block sizes for a product of these extents, on the memory of one thread.
  auto blocking(Index worker, Index rows, Index columns, Index depth) {
    Blocking blocks(rows, columns, depth);
    Memory& memory = memory_[static_cast<std::size_t>(worker)];
    const Index left = detail::round_up(blocks.mc() * blocks.kc(), 64);
    const Index right = blocks.kc() * blocks.nc();
    if (memory.size() < left + right) memory = Memory(left + right);
    blocks.place(memory.data(), memory.data() + left);
    return blocks;
  }

 private:
  struct Blocking : Eigen::internal::level3_blocking<Scalar, Scalar> {
    Blocking(Index rows, Index columns, Index depth) {
      this->m_mc = rows;
      this->m_nc = columns;
      this->m_kc = depth;
      Eigen::internal::computeProductBlockingSizes<Scalar, Scalar>(this->m_kc, this->m_mc, this->m_nc);
    }

    void place(Scalar* left, Scalar* right) {
      this->m_blockA = left;
      this->m_blockB = right;
    }
  };

  using Memory = Eigen::Matrix<Scalar, Eigen::Dynamic, 1>;
  std::vector<Memory> memory_;
};

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

/// `result += left * right`, or `result = left * right` where it `clears`, number by number.
template <bool clears, class Left, class Right, class Result>
void multiply_tiny(const Left& left, const Right& right, Result& result) {
  for (Index column = 0; column < right.cols(); ++column)
    for (Index row = 0; row < left.rows(); ++row) {
      auto sum = clears ? typename Left::Scalar{0} : result.coeff(row, column);
      for (Index k = 0; k < left.cols(); ++k) sum += left.coeff(row, k) * right.coeff(k, column);
      result.coeffRef(row, column) = sum;
    }
}

/// `result += left * right`, written out. A sum of columns is kept in registers, and as two sums, because
/// each multiply-add would wait for the one before it.
template <class Left, class Right, class Result>
void add_unrolled(const Left& left, const Right& right, Result& result) {
  using Sum = Eigen::Matrix<typename Left::Scalar, Left::RowsAtCompileTime, 1>;
  constexpr Index depth = Left::ColsAtCompileTime;
  if constexpr (Right::ColsAtCompileTime == 1 && storage_order<Left> == Eigen::ColMajor && depth >= 4 &&
                sizeof(Sum) <= 256) {
    Sum even = result;
    Sum odd = left.col(1) * right[1];
    even += left.col(0) * right[0];
    for (Index k = 2; k + 1 < depth; k += 2) {
      even += left.col(k) * right[k];
      odd += left.col(k + 1) * right[k + 1];
    }
    if constexpr (depth % 2 != 0) even += left.col(depth - 1) * right[depth - 1];
    result = even + odd;
  } else {
    result += left.lazyProduct(right);
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
  // Also for the BLAS: the next batch may be smaller, and then Eigen's.
  packing.share(worker_count(), rows, columns, depth);
  if (blas_product<LeftOrder, RightOrder>(left, left_stride, right, right_stride, result, rows, columns,
                                          depth, clears))
    return;
  using Kernel = Eigen::internal::general_matrix_matrix_product<Index, Scalar, LeftOrder, false, Scalar,
                                                                RightOrder, false, Eigen::ColMajor, 1>;
  constexpr Index grain = 8;
  static_assert(grain % Eigen::internal::gebp_traits<Scalar, Scalar>::nr == 0);
  const Index right_step = RightOrder == Eigen::ColMajor ? right_stride : 1;
  parallel_ranges(columns, grain, rows * columns * depth, [&](Index worker, Index begin, Index end) {
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

/// `result += left * right` without allocation.
///
/// `left` is rows x depth, `right` depth x columns, `result` rows x columns: maps of contiguous memory or
/// transposes of such maps; `right` may also skip memory between columns.
template <class Left, class Right, class Result, class Scalar>
void add_product(const Left& left, const Right& right, Result& result, Packing<Scalar>& packing) {
  eigen_assert(left.cols() == right.rows());
  eigen_assert(result.rows() == left.rows() && result.cols() == right.cols());
  if constexpr (detail::is_tiny<Left, Right>)
    detail::multiply_tiny<false>(left, right, result);
  else if constexpr (detail::is_unrolled<Left, Right>)
    detail::add_unrolled(left, right, result);
  else
    detail::multiply(left, right, result, packing, false);
}

/// `result = left * right` without allocation; operands as in `add_product`.
template <class Left, class Right, class Result, class Scalar>
void product(const Left& left, const Right& right, Result& result, Packing<Scalar>& packing) {
  if constexpr (detail::is_tiny<Left, Right>)
    detail::multiply_tiny<true>(left, right, result);
  else if constexpr (detail::is_unrolled<Left, Right>)
    result = left.lazyProduct(right);
  else
    detail::multiply(left, right, result, packing, true);
}

}  // namespace strata
