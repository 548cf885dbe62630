#pragma once

#include <Eigen/Core>

#include <strata/core/metric.hpp>
#include <strata/metrics/accuracy.hpp>

namespace strata {

/// Counts samples by their class (row) and the class that the network chose (column).
///
/// Targets are as for `Accuracy`. Samples with an output that is not a number chose no class: the first of
/// them adds a last column, in which they are counted. Throws `std::invalid_argument` where a state belongs
/// to another number of classes.
struct ConfusionMatrix {
  using State = Eigen::MatrixXi;

  State init() const { return {}; }

  void update(State& state, const auto& output, const auto& target) const {
    const Index classes = output.rows();
    detail::check_has_class<ConfusionMatrix>(output, target);
    if (state.size() == 0) state.setZero(classes, classes);
    detail::check_state_has_outputs<ConfusionMatrix>(classes, state.rows());
    for (Index sample = 0; sample < output.cols(); ++sample) {
      const Index chosen = detail::chosen_class(output, sample);
      if (chosen < 0) add_column_of_none(state);
      ++state(detail::class_of(target, sample), chosen < 0 ? classes : chosen);
    }
  }

  const State& value(const State& state) const { return state; }

 private:
  static void add_column_of_none(State& state) {
    if (state.cols() > state.rows()) return;
    state.conservativeResize(Eigen::NoChange, state.rows() + 1);
    state.rightCols(1).setZero();
  }
};

/// The accuracy within each class: the diagonal over the sums of the rows; 0 for a class without samples.
Eigen::VectorXd per_class_accuracy(const auto& confusion) {
  return confusion.diagonal().template cast<double>().cwiseQuotient(
      confusion.rowwise().sum().cwiseMax(1).template cast<double>());
}

}  // namespace strata
