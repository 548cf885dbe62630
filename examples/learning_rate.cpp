// Too low a learning rate converges very slowly, too high a one never: the tutorial's tip on its own network.

#include <iomanip>
#include <iostream>
#include <sstream>

#include <strata/strata.hpp>

#include "gnuplot.hpp"

using namespace strata;

constexpr Index last_step = 1000;

/// Element n is the loss after n steps.
Eigen::VectorXd losses(double learning_rate) {
  Sequential<double, Input<2>, Dense<1>, Sigmoid, Dense<2>, Sigmoid> net;
  net.layer<0>().weights() << 0.5, 0.5;
  net.layer<0>().bias() << 0.1;
  net.layer<2>().weights() << 0.3, 0.3;
  net.layer<2>().bias() << -0.1, -0.1;

  const Eigen::Vector2d x{0.1, 0.2}, target{0.8, 0.8};
  auto pass = net.forward(x);
  Eigen::VectorXd history(last_step + 1);
  for (double& loss : history) {
    loss = net.backward(pass, MeanSquaredError{}, target);
    SGD{.learning_rate = learning_rate}.step(net.parameters(), pass.gradient());
    net.forward(x, pass);
  }
  return history;
}

struct Trial {
  double learning_rate;
  const char* what_happens;
};

int main(int argc, char** argv) {
  const Trial trials[]{{0.001, "too low: hardly moves"},
                       {0.1, "the tutorial's: slow and sure"},
                       {1, "ten times as fast"},
                       {10, "the fastest of these"},
                       {100, "too high: leaps over the target, creeps back, swings about it"},
                       {1000, "far too high: leaps to where the sigmoid is flat and stays"}};
  std::ostringstream curves;
  curves << "$curves << END\n";
  std::cout << "Loss after            1 step    10 steps   100 steps  1000 steps\n" << std::setprecision(4);
  for (const auto& [learning_rate, what_happens] : trials) {
    const Eigen::VectorXd loss = losses(learning_rate);
    std::cout << "Learning rate " << std::left << std::setw(5) << learning_rate << std::right;
    for (const Index step : {1, 10, 100, 1000}) std::cout << std::setw(12) << loss[step];
    std::cout << "  " << what_happens << '\n';

    // As many steps as a logarithmic axis can tell apart; the stride is odd, so that swings stay visible.
    curves << learning_rate << '\n';
    for (Index step = 1; step <= last_step; step += (step / 100) | 1)
      curves << step << ' ' << loss[step] << '\n';
    curves << "\n\n";
  }

  curves << R"(END
set title 'One network, one sample, six learning rates'
set xlabel 'steps'
set ylabel 'mean squared error'
set logscale xy
set format y '10^{%T}'
set key outside right center title 'learning rate'
set linetype 1 linecolor rgb '#56b4e9'
set linetype 2 linecolor rgb '#0072b2'
set linetype 3 linecolor rgb '#009e73'
set linetype 4 linecolor rgb '#cc79a7'
set linetype 5 linecolor rgb '#e69f00'
set linetype 6 linecolor rgb '#d55e00' dashtype '-'
plot [1:1000] [1e-8:0.2] for [i=1:6] $curves index i - 1 using 1:2 with lines \
     linetype i linewidth 2.5 title columnheader(1))";
  draw_and_say(argc > 1 ? argv[1] : "learning_rate.svg", curves.str());
}
