// Teaches a network which joint angles bring an arm's hand to a point, and writes it as a header.

#include <iostream>

#include <strata/io/header.hpp>
#include <strata/strata.hpp>

#include "hand.hpp"

using namespace strata;

int main(int argc, char** argv) {
  Generator generator(1);
  Eigen::Matrix2Xd points(2, 4000), joints(2, 4000);
  for (Index i = 0; i < joints.cols(); ++i) {
    joints.col(i) << -0.8 + 2.4 * uniform(generator), 0.4 + 2 * uniform(generator);
    points.col(i) = hand<double>(joints.col(i));
  }

  Sequential<double, Input<2>, Dense<16>, Tanh, Dense<16>, Tanh, Dense<2>> net;
  fit(net, MeanSquaredError{}, Adam{.learning_rate = 1e-2}, Dataset(points, joints),
      {.epochs = 200, .schedule = CosineDecay{.steps = 200}, .progress = nullptr});
  std::cout << "Mean squared error: " << MeanSquaredError{}.value(predict(net, points), joints) << '\n';
  save_header(net.cast<float>(), argc > 1 ? argv[1] : "arm.hpp");
}
