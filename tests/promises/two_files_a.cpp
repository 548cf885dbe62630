#include "every_header.hpp"
#include "two_files.hpp"

int main() {
  const strata::Sequential<double, strata::Input<2>, strata::Dense<3>, strata::Tanh> net;
  const Eigen::Vector2d x{0.1, 0.2};
  return net.predict(x) == predict_elsewhere(x) ? 0 : 1;
}
