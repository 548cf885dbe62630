// What OpenBLAS makes of a workload's products, with nothing between them.

#include <memory>

#include <cblas.h>

#include "blas_threads.hpp"
#include "contestant.hpp"
#include "keep.hpp"

namespace peers {

namespace {

/// The products of one batch that no training or inference can do without, on numbers that do not matter.
class Products {
 public:
  Products(std::vector<int> widths, int batch, bool trains)
      : widths_(std::move(widths)), batch_(batch), trains_(trains) {}

  void run() {
    for (std::size_t i = 1; i < widths_.size(); ++i) {
      const int in = widths_[i - 1], out = widths_[i];
      multiply(CblasNoTrans, CblasNoTrans, out, batch_, in);
      if (!trains_) continue;
      multiply(CblasNoTrans, CblasTrans, out, in, batch_);
      if (i > 1) multiply(CblasTrans, CblasNoTrans, in, batch_, out);
    }
  }

 private:
  void multiply(CBLAS_TRANSPOSE left, CBLAS_TRANSPOSE right, int rows, int columns, int depth) {
    cblas_sgemm(CblasColMajor, left, right, rows, columns, depth, 1, a_.data(),
                left == CblasTrans ? depth : rows, b_.data(), right == CblasTrans ? columns : depth, 0,
                c_.data(), rows);
    keep(c_);
  }

  std::vector<int> widths_;
  int batch_;
  bool trains_;
  std::vector<float> a_ = std::vector<float>(784 * 512, 0.5f), b_ = a_, c_ = a_;
};

Entry entry(Workload workload, int threads, const std::vector<int>& widths, int batch, bool trains) {
  const auto products = std::make_shared<Products>(widths, batch, trains);
  return {workload, threads, batch, [=] { products->run(); }};
}

}  // namespace

Contestant openblas_sgemm() {
  Exercise exercise;
  for (const int threads : {1, 2}) {
    exercise.entries.push_back(entry(Workload::classifier_training, threads, {784, 128, 10}, 64, true));
    exercise.entries.push_back(entry(Workload::classifier_many, threads, {784, 128, 10}, 256, false));
    exercise.entries.push_back(entry(Workload::wide_training, threads, {784, 512, 512, 10}, 256, true));
  }
  return {"limit: sgemm of OpenBLAS",
          "the needed products, and nothing between them",
          use_blas_threads,
          {exercise}};
}

}  // namespace peers
