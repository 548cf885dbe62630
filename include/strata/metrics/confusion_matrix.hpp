#pragma once

#include <Eigen/Core>

#include <strata/metrics/accuracy.hpp>

namespace strata {

/// Counts samples by their class (row) and the class that the network chose (column).
///
/// Targets are as for `Accuracy`. A sample with an output that is not a number is not counted.
struct ConfusionMatrix {
  using State = Eigen::MatrixXi;

  State init() const { return {}; }

  void update(State& state, const auto& output, const auto& target) const {
    detail::check_classes<ConfusionMatrix>(output, target);
    if (state.size() == 0) state.setZero(output.rows(), output.rows());
    for (Index sample = 0; sample < output.cols(); ++sample)
      if (const Index chosen = detail::chosen_class(output, sample); chosen >= 0)
        ++state(detail::class_of(target, sample), chosen);
  }

  const State& value(const State& state) const { return state; }
};

/// The accuracy within each class: the diagonal over the sums of the rows.
Eigen::VectorXd per_class_accuracy(const auto& confusion) {
  return confusion.diagonal().template cast<double>().cwiseQuotient(
      confusion.rowwise().sum().template cast<double>());
}

}  // namespace strata
