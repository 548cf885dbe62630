// error: strata: the input is an Eigen array: pass it as x.matrix()
#include <strata/strata.hpp>

using namespace strata;

int main() {
  Sequential<double, Input<2>, Dense<3>> net;
  const Eigen::ArrayXXd x = Eigen::ArrayXXd::Ones(2, 4);
  predict(net, x);
}
