// The same, by hand.

#include <Eigen/Core>
#include <cmath>
#include <cstdio>

using Vector = Eigen::Vector2d;

double sigmoid(double v) { return 1 / (1 + std::exp(-v)); }

int main() {
  Eigen::RowVector2d w0{0.5, 0.5};
  Vector w1{0.3, 0.3}, b1{-0.1, -0.1};
  double b0 = 0.1, loss = 0;
  const Vector x{0.1, 0.2}, target{0.8, 0.8};
  const double rate = 0.1;
  for (int step = 0; step < 1000; ++step) {
    const double h = sigmoid(w0 * x + b0);
    const Vector y = (w1 * h + b1).unaryExpr(&sigmoid);
    const Vector difference = y - target;
    const Vector d1 = difference.array() * y.array() * (1 - y.array());
    const double d0 = w1.dot(d1) * h * (1 - h);
    w1 -= rate * h * d1;
    b1 -= rate * d1;
    w0 -= rate * d0 * x.transpose();
    b0 -= rate * d0;
    loss = difference.squaredNorm() / 2;
  }
  std::printf("%g\n", loss);
}
