#include <iostream>

#include <strata/strata.hpp>

using namespace strata;

int main() {
  Sequential<double, Input<2>, Dense<3>, Tanh> net;
  auto pass = net.forward(Eigen::Vector2d(0.1, 0.2));
  net.backward(pass, MeanSquaredError{}, Eigen::Vector3d(1, 2, 3));
  std::cout << net;

  const Eigen::MatrixXd x = Eigen::MatrixXd::Ones(2, 4), y = Eigen::MatrixXd::Ones(3, 4);
  const Dataset data(x, y);
  fit(net, MeanSquaredError{}, Adam{}, data,
      {.schedule = [](Index step, double loss) { return loss > 1 ? 1.0 : 1 / double(step + 1); },
       .on_batch = [](const BatchReport& report) { std::cout << report.loss; },
       .on_epoch = [](const History& history) { std::cout << history.epochs.size(); }});
  const FitOptions options{.epochs = 3, .batch_size = 2};
  fit(net, MeanSquaredError{}, data, options);
  const FitOptionsFor<decltype(data)> validated{.validation = &data, .metrics = {R2{}}};
  fit(net, MeanSquaredError{}, data, validated);
  return net.predict(Eigen::Vector2d(0.1, 0.2))(0) > 0;
}
