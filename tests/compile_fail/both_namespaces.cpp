// Eigen has a Dense and a Sequential of its own: one line within a function or namespace says which are
// meant.
#include <Eigen/Core>

#include <strata/strata.hpp>

using namespace Eigen;
using namespace strata;

int main() {
  using strata::Dense, strata::Sequential;
  Sequential<double, Input<2>, Dense<1>> net;
  const VectorXd x = VectorXd::Ones(2);
  return net.predict(x).size() == 1 ? 0 : 1;
}
