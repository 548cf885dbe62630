// error: strata: a metric of fit is one number for each epoch
// error: is for evaluate(net, loss, data, metric)
#include <strata/strata.hpp>

using namespace strata;

int main() {
  Sequential<double, Input<2>, Dense<3>> net;
  const Eigen::MatrixXd x = Eigen::MatrixXd::Ones(2, 4);
  const Eigen::RowVectorXi y = Eigen::RowVectorXi::Zero(4);
  const Dataset data(x, y);
  fit(net, CrossEntropy{}, Adam{}, data, {.metrics = {ConfusionMatrix{}}});
}
