// The same without fit.

#include <cstdio>

#include <strata/strata.hpp>

int main() {
  using namespace strata;
  Sequential<float, Input<784>, Dense<128>, ReLU, Dense<10>> net;
  const Eigen::MatrixXf images = Eigen::MatrixXf::Random(784, 1000);
  const Eigen::RowVectorXi labels = Eigen::RowVectorXi::Zero(1000);
  Workspace<decltype(net)> pass;
  const Adam adam;
  auto state = adam.init(net.parameters());
  for (int epoch = 0; epoch < 2; ++epoch)
    for (Index first = 0; first + 50 <= images.cols(); first += 50) {
      net.forward(images.middleCols(first, 50), pass);
      net.backward(pass, CrossEntropy{}, labels.middleCols(first, 50));
      adam.step(net.parameters(), pass.gradient(), state);
    }
  std::printf("%g\n", static_cast<double>(predict(net, images).sum()));
}
