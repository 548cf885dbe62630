// error: strata: the input has the wrong number of features (rows)
// error: strata::Expected<2>, strata::Got<5>
#include <strata/strata.hpp>

using namespace strata;

int main() {
  Sequential<double, Input<2>, Dense<3>> net;
  net.predict(Eigen::Matrix<double, 5, 1>::Ones());
}
