// error: strata: the workspace is made for another number of samples (columns)
// error: strata::Expected<4>, strata::Got<5>
#include <strata/strata.hpp>

using namespace strata;

int main() {
  using Net = Sequential<double, Input<2>, Dense<3>>;
  Net net;
  Workspace<Net, 4> pass;
  net.forward(Eigen::Matrix<double, 2, 5>::Ones(), pass);
}
