#include <strata/strata.hpp>

using namespace strata;

/// Each loss after a layer that it goes with, and both cross entropies told to take probabilities for logits.
int main() {
  const Eigen::MatrixXd x = Eigen::MatrixXd::Ones(2, 4), target = Eigen::MatrixXd::Ones(3, 4) / 3;
  const Eigen::RowVectorXi labels = Eigen::RowVectorXi::Zero(4);
  const Dataset classes(x, labels);
  const Dataset shares(x, target);
  Sequential<double, Input<2>, Dense<3>> logits;
  Sequential<double, Input<2>, Dense<3>, Softmax> probabilities;
  Sequential<double, Input<2>, Dense<3>, Residual<Softmax>> sum;
  fit(logits, CrossEntropy{}, classes);
  fit(logits, BinaryCrossEntropy{}, shares);
  fit(sum, CrossEntropy{}, classes);
  fit(probabilities, MeanSquaredError{}, shares);
  fit(probabilities, AsLogits{CrossEntropy{.label_smoothing = 0.1}}, classes);
  fit(probabilities, AsLogits{BinaryCrossEntropy{}}, shares);
  evaluate(probabilities, AsLogits{CrossEntropy{}}, classes, Accuracy{});
}
