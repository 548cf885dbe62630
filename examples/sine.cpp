// Regression: a noisy sine, and the curve that a small network finds in it.

#include <cmath>
#include <iostream>
#include <sstream>

#include <strata/strata.hpp>

#include "gnuplot.hpp"

using namespace strata;

int main(int argc, char** argv) {
  constexpr double pi = 3.141592653589793;
  Generator generator(1);
  Eigen::RowVectorXd x(200), y(200);
  for (Index i = 0; i < 200; ++i) {
    x(i) = 2 * pi * (uniform(generator) - 0.5);
    y(i) = std::sin(x(i)) + 0.15 * normal(generator);
  }

  Sequential<double, Input<1>, Dense<16>, Tanh, Dense<16>, Tanh, Dense<1>> net;
  fit(net, MeanSquaredError{}, Adam{.learning_rate = 1e-2}, Dataset(x, y),
      {.epochs = 300, .schedule = CosineDecay{.steps = 300}, .progress = nullptr});

  const Eigen::RowVectorXd grid = Eigen::RowVectorXd::LinSpaced(101, -pi, pi);
  const Eigen::RowVectorXd curve = predict(net, grid);
  const double error = std::sqrt((curve.array() - grid.array().sin()).square().mean());
  std::cout << "Root mean square distance from the sine: " << error << " (the noise: 0.15)\n";

  std::ostringstream commands;
  commands << "$data << END\n";
  for (Index i = 0; i < x.size(); ++i) commands << x(i) << ' ' << y(i) << '\n';
  commands << "END\n$curve << END\n";
  for (Index i = 0; i < grid.size(); ++i) commands << grid(i) << ' ' << curve(i) << '\n';
  commands
      << "END\nset title 'A sine under noise, and what the network makes of it'\nset xlabel 'x'\nset ylabel "
         "'y'\n"
      << "set key below\nset bmargin 6\nplot [-pi:pi] $data with points pointtype 7 pointsize 0.5 linecolor "
         "rgb '#bbbbbb' title 'data', "
      << "sin(x) with lines linewidth 2 dashtype '-' linecolor rgb '#009e73' title 'sine', "
      << "$curve with lines linewidth 3 linecolor rgb '#0072b2' title 'network'";
  draw_and_say(argc > 1 ? argv[1] : "sine.svg", commands.str());
  return error < 0.06 ? 0 : 1;
}
