// The same code by hand with the products of OpenBLAS.

#include <cblas.h>

#include "blas_threads.hpp"
#include "by_hand_classifiers.hpp"

namespace peers {

namespace {

struct OpenBlasProducts {
  template <class Left>
  static void add(float factor, const Left& left, const auto& right, auto&& result) {
    const auto transposed = [](const auto& m) { return m.IsRowMajor ? CblasTrans : CblasNoTrans; };
    const auto extent = [](Eigen::Index n) { return static_cast<blasint>(n); };
    if (right.cols() == 1) {
      const bool flips = Left::IsRowMajor;
      cblas_sgemv(CblasColMajor, transposed(left), extent(flips ? left.cols() : left.rows()),
                  extent(flips ? left.rows() : left.cols()), factor, left.data(), extent(left.outerStride()),
                  right.data(), 1, 1, result.data(), 1);
    } else {
      cblas_sgemm(CblasColMajor, transposed(left), transposed(right), extent(left.rows()),
                  extent(right.cols()), extent(left.cols()), factor, left.data(), extent(left.outerStride()),
                  right.data(), extent(right.outerStride()), 1, result.data(), extent(result.outerStride()));
    }
  }
};

}  // namespace

Contestant by_hand_openblas() {
  return {
      "by hand on OpenBLAS",
      "the code by hand with `sgemm` and `sgemv`",
      use_blas_threads,
      {by_hand::classifier<OpenBlasProducts>({1, 2}), by_hand::wide_classifier<OpenBlasProducts>({1, 2})}};
}

}  // namespace peers
