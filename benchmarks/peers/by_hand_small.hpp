#pragma once

#include <Eigen/Core>
#include <cmath>

namespace peers::by_hand {

/// The tutorial's 2-1-2 with sigmoids in double: so few nodes that coefficients beat packets.
struct Tutorial {
  using Vector = Eigen::Vector2d;

  Vector w0{0.5, 0.5}, w1{0.3, 0.3}, b1{-0.1, -0.1}, y;
  double b0 = 0.1, h = 0;

  static double sigmoid(double v) { return 1 / (1 + std::exp(-v)); }

  void forward(const Vector& x) {
    h = sigmoid(w0(0) * x(0) + w0(1) * x(1) + b0);
    for (int k : {0, 1}) y(k) = sigmoid(w1(k) * h + b1(k));
  }

  double step(const Vector& x, const Vector& target, double rate) {
    forward(x);
    double loss = 0, dh = 0;
    for (int k : {0, 1}) {
      const double difference = y(k) - target(k), d = difference * y(k) * (1 - y(k));
      loss += difference * difference / 2;
      dh += w1(k) * d;
      w1(k) -= rate * d * h;
      b1(k) -= rate * d;
    }
    const double d = dh * h * (1 - h);
    for (int k : {0, 1}) w0(k) -= rate * d * x(k);
    b0 -= rate * d;
    return loss;
  }
};

/// One fully connected layer with tanh, of one sample.
template <int In, int Out>
struct TanhLayer {
  template <int Rows, int Columns = 1>
  using Matrix = Eigen::Matrix<float, Rows, Columns>;

  Matrix<Out, In> w = Matrix<Out, In>::Random() / std::sqrt(static_cast<float>(In));
  Matrix<Out> b = Matrix<Out>::Zero(), y, d;

  void forward(const Matrix<In>& x) {
    if constexpr (In % 2 == 0 && Out > 1)
      y = sum_in_two(x).array().tanh();
    else
      y = (w.lazyProduct(x) + b).array().tanh();
  }

  /// Expects dL/dy in d.
  void to_preactivation() { d.array() *= 1 - y.array().square(); }

  void update(const Matrix<In>& x, float rate) {
    w -= (rate * d).lazyProduct(x.transpose());
    b -= rate * d;
  }

 private:
  /// W x + b as two sums, because in one each multiply-add would wait for the one before it.
  Matrix<Out> sum_in_two(const Matrix<In>& x) const {
    Matrix<Out> even = b + w.col(0) * x[0], odd = w.col(1) * x[1];
    for (int k = 2; k < In; k += 2) {
      even += w.col(k) * x[k];
      odd += w.col(k + 1) * x[k + 1];
    }
    return even + odd;
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
