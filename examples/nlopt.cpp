// An optimizer from elsewhere: NLopt's L-BFGS drives a network as a function of its parameters, beside Adam.

#include <cmath>
#include <iostream>
#include <vector>

#include <nlopt.hpp>
#include <strata/strata.hpp>
#include <strata/training/objective.hpp>

using namespace strata;

int main() {
  const Eigen::RowVectorXd x = Eigen::RowVectorXd::LinSpaced(100, -3, 3), target = (2 * x).array().sin();
  Sequential<double, Input<1>, Dense<20>, Tanh, Dense<1>> net;
  const MeanSquaredError loss;

  auto trained = net;
  fit(trained, loss, Adam{.learning_rate = 1e-2}, Dataset(x, target),
      {.epochs = 2000, .batch_size = 100, .progress = nullptr});
  std::cout << "Adam, 2000 steps:         " << loss.value(trained.predict(x), target) << '\n';

  auto f = objective(net, loss, x, target);
  int evaluations = 0;
  const nlopt::vfunc callback = [](const std::vector<double>& theta, std::vector<double>& gradient,
                                   void* data) {
    auto& [function, count] = *static_cast<std::pair<decltype(f)&, int&>*>(data);
    ++count;
    const auto size = static_cast<Index>(theta.size());
    Eigen::Map<Eigen::VectorXd> slope(gradient.data(), static_cast<Index>(gradient.size()));
    return function(Eigen::Map<const Eigen::VectorXd>(theta.data(), size), slope);
  };
  std::pair<decltype(f)&, int&> data(f, evaluations);
  nlopt::opt lbfgs(nlopt::LD_LBFGS, static_cast<unsigned>(net.parameter_count()));
  lbfgs.set_min_objective(callback, &data);
  lbfgs.set_maxeval(2000);
  lbfgs.set_ftol_rel(1e-10);
  std::vector<double> theta(net.parameters().begin(), net.parameters().end());
  double value = 0;
  lbfgs.optimize(theta, value);
  std::cout << "L-BFGS, " << evaluations << " evaluations: " << value << '\n';
  return value < 1e-4 ? 0 : 1;
}
