// error: strata: an input is an Eigen matrix, features x samples
// error: Eigen::Map<const Eigen::VectorXd>(x.data(), x.size())
#include <strata/strata.hpp>

using namespace strata;

int main() {
  Sequential<double, Input<2>, Dense<3>> net;
  const std::vector<double> x{1, 2};
  net.predict(x);
}
