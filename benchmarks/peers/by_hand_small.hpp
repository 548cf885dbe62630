#pragma once

#include <Eigen/Core>
#include <cmath>

namespace peers::by_hand {

/// The tutorial's 2-1-2 with sigmoids in double: so few nodes that scalar code wins.
struct Tutorial {
  using Vector = Eigen::Vector2d;
  using One = Eigen::Matrix<double, 1, 1>;

  Eigen::RowVector2d w0{0.5, 0.5};
  One b0{0.1};
  Vector w1{0.3, 0.3}, b1{-0.1, -0.1};
  One h;
  Vector y;

  static double sigmoid(double v) { return 1 / (1 + std::exp(-v)); }

  void forward(const Vector& x) {
    h = (w0.lazyProduct(x) + b0).unaryExpr(&sigmoid);
    y = (w1.lazyProduct(h) + b1).unaryExpr(&sigmoid);
  }

  double step(const Vector& x, const Vector& target, double rate) {
    forward(x);
    const Vector difference = y - target;
    const Vector d1 = difference.array() * y.array() * (1 - y.array());
    const One d0 = w1.transpose().lazyProduct(d1).array() * h.array() * (1 - h.array());
    w1 -= rate * d1.lazyProduct(h.transpose());
    b1 -= rate * d1;
    w0 -= rate * d0.lazyProduct(x.transpose());
    b0 -= rate * d0;
    return difference.squaredNorm() / 2;
  }
};

/// One fully connected layer with tanh, of one sample.
template <int In, int Out>
struct TanhLayer {
  template <int Rows, int Columns = 1>
  using Matrix = Eigen::Matrix<float, Rows, Columns>;

  Matrix<Out, In> w = Matrix<Out, In>::Random() / std::sqrt(static_cast<float>(In));
  Matrix<Out> b = Matrix<Out>::Zero(), y, d;

  void forward(const Matrix<In>& x) { y = (w.lazyProduct(x) + b).array().tanh(); }

  /// Expects dL/dy in d.
  void to_preactivation() { d.array() *= 1 - y.array().square(); }

  void update(const Matrix<In>& x, float rate) {
    w -= (rate * d).lazyProduct(x.transpose());
    b -= rate * d;
  }
};

/// Three such layers with the mean squared error.
template <int In, int Hidden, int Out>
struct TanhNetwork {
  using Input = Eigen::Matrix<float, In, 1>;
  using Output = Eigen::Matrix<float, Out, 1>;

  TanhLayer<In, Hidden> first;
  TanhLayer<Hidden, Hidden> second;
  TanhLayer<Hidden, Out> third;

  void forward(const Input& x) {
    first.forward(x);
    second.forward(first.y);
    third.forward(second.y);
  }

  void step(const Input& x, const Output& target, float rate) {
    forward(x);
    third.d = (third.y - target) * (2.0f / Out);
    third.to_preactivation();
    second.d = third.w.transpose().lazyProduct(third.d);
    second.to_preactivation();
    first.d = second.w.transpose().lazyProduct(second.d);
    first.to_preactivation();
    third.update(second.y, rate);
    second.update(first.y, rate);
    first.update(x, rate);
  }
};

}  // namespace peers::by_hand
