#pragma once

#include <Eigen/Core>
#include <limits>
#include <type_traits>

#include <strata/core/shape.hpp>

/// Large products by a BLAS: where `STRATA_USE_BLAS` is defined, the program must be linked with one.
#ifdef STRATA_USE_BLAS
extern "C" {
int sgemm_(const char*, const char*, const int*, const int*, const int*, const float*, const float*,
           const int*, const float*, const int*, const float*, float*, const int*);
int dgemm_(const char*, const char*, const int*, const int*, const int*, const double*, const double*,
           const int*, const double*, const int*, const double*, double*, const int*);
}
#endif

namespace strata::detail {

/// Products of so many multiply-adds are left to the BLAS. For smaller ones OpenBLAS has kernels that ask for
/// memory at each call.
inline constexpr Index smallest_blas_work = Index{1} << 20;

#ifdef STRATA_USE_BLAS
inline constexpr auto gemm_of(float) { return sgemm_; }
inline constexpr auto gemm_of(double) { return dgemm_; }

/// `result += left * right`, or `result = left * right` where it `clears`, by the BLAS; false where that is
/// left to the caller.
///
/// It is one call, whatever the number of `Threads`: a BLAS chooses kernels by the sizes of a product, so
/// that parts of one would not be the same to the bit. The threads of such a product are those of the BLAS.
template <int LeftOrder, int RightOrder, class Scalar>
bool blas_product(const Scalar* left, Index left_stride, const Scalar* right, Index right_stride,
                  Scalar* result, Index rows, Index columns, Index depth, bool clears) {
  if constexpr (std::is_same_v<Scalar, float> || std::is_same_v<Scalar, double>) {
    constexpr Index largest = std::numeric_limits<int>::max();
    if (rows * columns * depth < smallest_blas_work) return false;
    // Columns may overlap, as in a window that slides over a signal; a BLAS refuses that.
    if (left_stride < (LeftOrder == Eigen::ColMajor ? rows : depth)) return false;
    if (right_stride < (RightOrder == Eigen::ColMajor ? depth : columns)) return false;
    for (const Index extent : {rows, columns, depth, left_stride, right_stride})
      if (extent > largest) return false;
    const auto narrow = [](Index extent) { return static_cast<int>(extent); };
    const int m = narrow(rows), n = narrow(columns), k = narrow(depth);
    const int left_step = narrow(left_stride), right_step = narrow(right_stride);
    const char flips_left = LeftOrder == Eigen::ColMajor ? 'N' : 'T';
    const char flips_right = RightOrder == Eigen::ColMajor ? 'N' : 'T';
    const Scalar factor = 1, kept = clears ? 0 : 1;
    gemm_of(Scalar{})(&flips_left, &flips_right, &m, &n, &k, &factor, left, &left_step, right, &right_step,
                      &kept, result, &m);
    return true;
  } else {
    return false;
  }
}
#else
template <int LeftOrder, int RightOrder, class... Operands>
bool blas_product(const Operands&...) {
  return false;
}
#endif

}  // namespace strata::detail
