#pragma once

#include <Eigen/Core>

#include <strata/metrics/accuracy.hpp>

namespace strata {

/// Counts samples by their class (row) and the class that the network chose (column).
///
/// Targets are as for `Accuracy`.
struct ConfusionMatrix {
  using State = Eigen::MatrixXi;

  State init() const { return {}; }

  void update(State& state, const auto& output, const auto& target) const {
    if (state.size() == 0) state.setZero(output.rows(), output.rows());
    for (Index sample = 0; sample < output.cols(); ++sample)
      ++state(detail::class_of(target, sample, output.rows()), detail::chosen_class(output, sample));
  }

  const State& value(const State& state) const { return state; }
};

/// The accuracy within each class: the diagonal over the sums of the rows.
Eigen::VectorXd per_class_accuracy(const auto& confusion) {
  return confusion.diagonal().template cast<double>().cwiseQuotient(
      confusion.rowwise().sum().template cast<double>());
}

}  // namespace strata
