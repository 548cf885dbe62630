// Two spirals, wound around each other: the classic that needs depth.

#include <cmath>
#include <iostream>
#include <sstream>

#include <strata/strata.hpp>

#include "gnuplot.hpp"

using namespace strata;

int main(int argc, char** argv) {
  constexpr Index samples = 400;
  Generator generator(1);
  Eigen::Matrix2Xd points(2, samples);
  Eigen::RowVectorXd spiral(samples);
  for (Index i = 0; i < samples; ++i) {
    spiral(i) = static_cast<double>(i % 2);
    const double angle = 0.5 + 9 * std::sqrt(uniform(generator)), sign = spiral(i) > 0 ? 1 : -1;
    points.col(i) << sign * angle * std::cos(angle), sign * angle * std::sin(angle);
    points.col(i) += 0.1 * Eigen::Vector2d(normal(generator), normal(generator));
  }

  Sequential<double, Input<2>, Normalization, Dense<64>, GELU, Dense<64>, GELU, Dense<1>> net;
  const Dataset data(points, spiral);
  adapt(net, data);
  fit(net, BinaryCrossEntropy{}, Adam{.learning_rate = 1e-2}, data,
      {.epochs = 400, .schedule = CosineDecay{.steps = 400}, .progress = nullptr});
  const auto [loss, accuracy] = evaluate(net, BinaryCrossEntropy{}, data, BinaryAccuracy{});
  std::cout << "Loss " << loss << ", accuracy " << accuracy << '\n';

  std::ostringstream commands;
  commands << "$surface << END\n";
  for (int i = 0; i <= 120; ++i)
    for (int j = 0; j <= 120; ++j) {
      const Eigen::Vector2d at{-11 + 22 * i / 120.0, -11 + 22 * j / 120.0};
      commands << at.transpose() << ' ' << 1 / (1 + std::exp(-net.predict(at)(0))) << '\n';
    }
  commands << "END\n$points << END\n";
  for (Index i = 0; i < samples; ++i) commands << points.col(i).transpose() << ' ' << spiral(i) << '\n';
  commands
      << "END\nset title 'Two spirals: where the network sees which'\nset size square\nset cbrange [0:1]\n"
      << "set xlabel 'first input'\nset ylabel 'second input'\nset cblabel 'probability of the second "
         "spiral'\n"
      << "set palette defined (0 '#0072b2', 0.5 '#ffffff', 1 '#e69f00')\n"
      << "plot [-11:11] [-11:11] $surface with image notitle, "
      << "$points with points pointtype 7 pointsize 0.75 linecolor rgb 'white' notitle, "
      << "$points using 1:2:($3 > 0 ? 0x5c3c00 : 0x002b45) with points pointtype 7 pointsize 0.5 "
      << "linecolor rgb variable notitle";
  draw_and_say(argc > 1 ? argv[1] : "spirals.svg", commands.str());
  return accuracy > 0.99 ? 0 : 1;
}
