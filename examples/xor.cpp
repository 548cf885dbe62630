// Exclusive or, which no single layer can learn.

#include <iostream>
#include <sstream>
#include <string>

#include <strata/strata.hpp>

#include "gnuplot.hpp"

using namespace strata;

/// The network's answer over the square around the four corners that it was taught.
template <class Network>
void draw_surface(const Network& net, const std::string& path) {
  std::ostringstream commands;
  commands << "$surface << END\n";
  for (int i = 0; i <= 100; ++i)
    for (int j = 0; j <= 100; ++j) {
      const Eigen::Vector2d x{-0.5 + 0.02 * i, -0.5 + 0.02 * j};
      commands << x[0] << ' ' << x[1] << ' ' << net.predict(x).value() << '\n';
    }
  commands << R"(END
$corners << END
0 0 0
0 1 1
1 0 1
1 1 0
END
set title 'Exclusive or: what the network answers between the corners'
set xlabel 'first input'
set ylabel 'second input'
set cblabel 'output'
set size square
set cbrange [0:1]
set palette defined (0 '#0072b2', 0.5 '#ffffff', 1 '#e69f00')
plot [-0.5:1.5] [-0.5:1.5] $surface with image notitle, \
     $corners with points pointtype 7 pointsize 2.4 linecolor rgb 'white' notitle, \
     $corners with points pointtype 6 pointsize 2.4 linecolor rgb 'black' notitle, \
     $corners with labels notitle)";
  draw_and_say(path, commands.str());
}

int main(int argc, char** argv) {
  const Eigen::Matrix<double, 2, 4> x{{0, 0, 1, 1}, {0, 1, 0, 1}};
  const Eigen::RowVector4d target{0, 1, 1, 0};
  Sequential<double, Input<2>, Dense<8>, Tanh, Dense<1>, Sigmoid> net;
  auto pass = net.forward(x);
  for (int step = 0; step < 1000; ++step) {
    net.backward(pass, MeanSquaredError{}, target);
    SGD{.learning_rate = 2}.step(net.parameters(), pass.gradient());
    net.forward(x, pass);
  }
  for (Index i = 0; i < 4; ++i) std::cout << x(0, i) << ' ' << x(1, i) << " -> " << pass.output()[i] << '\n';
  const double loss = MeanSquaredError{}.value(pass.output(), target);
  std::cout << "Mean squared error: " << loss << '\n';
  draw_surface(net, argc > 1 ? argv[1] : "xor.svg");
  return loss < 1e-3 ? 0 : 1;
}
