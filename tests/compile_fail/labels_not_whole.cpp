// error: strata: the target is neither labels, one whole number for each sample: use labels.cast<int>()
// shows: TargetIsLabelsOrProbabilities<strata::CrossEntropy, double, double, false>
#include <strata/strata.hpp>

using namespace strata;

int main() {
  const Eigen::RowVectorXd labels = Eigen::RowVectorXd::Zero(4);
  Sequential<double, Input<2>, Dense<3>> net;
  auto pass = net.forward(Eigen::MatrixXd::Ones(2, 4));
  net.backward(pass, CrossEntropy{}, labels);
}
