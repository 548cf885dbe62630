// A classifier that is trained by fit and then predicts.

#include <cstdio>

#include <strata/strata.hpp>

int main() {
  using namespace strata;
  Sequential<float, Input<784>, Dense<128>, ReLU, Dense<10>> net;
  const Eigen::MatrixXf images = Eigen::MatrixXf::Random(784, 1000);
  const Eigen::RowVectorXi labels = Eigen::RowVectorXi::Zero(1000);
  const Dataset data(images, labels);
  fit(net, CrossEntropy{}, Adam{}, data, {.epochs = 2, .batch_size = 64});
  std::printf("%g\n", static_cast<double>(predict(net, images).sum()));
}
