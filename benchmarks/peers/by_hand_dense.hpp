#pragma once

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <deque>
#include <vector>

namespace peers::by_hand {

using Matrix = Eigen::MatrixXf;
using Vector = Eigen::VectorXf;
using Batch = Eigen::Map<const Matrix>;

/// Eigen's own products.
struct EigenProducts {
  /// result += factor left right
  static void add(float factor, const auto& left, const auto& right, auto&& result) {
    result.noalias() += factor * left * right;
  }
};

/// W x + b, and what its training needs.
struct Layer {
  Matrix w, dw, y, d;
  Vector b, db;

  Layer(int in, int out)
      : w(Matrix::Random(out, in) * std::sqrt(6.0f / static_cast<float>(in))), b(Vector::Zero(out)) {}
};

/// Stochastic gradient descent, as part of the product that makes the gradient.
template <class Products>
struct Descent {
  float rate;

  void begin_step() {}

  void update(Layer& layer, const auto& x) {
    Products::add(-rate, layer.d, x.transpose(), layer.w);
    layer.b -= rate * layer.d.rowwise().sum();
  }
};

/// Adam, in blocks that stay in the first cache.
template <class Products>
struct Adam {
  float rate, beta1 = 0.9f, beta2 = 0.999f, epsilon = 1e-8f;
  int steps = 0;
  std::deque<Vector> moments{};
  std::size_t used = 0;

  void begin_step() {
    ++steps;
    used = 0;
  }

  void update(Layer& layer, const auto& x) {
    layer.dw.setZero(layer.w.rows(), layer.w.cols());
    Products::add(1, layer.d, x.transpose(), layer.dw);
    layer.db = layer.d.rowwise().sum();
    move(layer.w.data(), layer.dw.data(), layer.w.size());
    move(layer.b.data(), layer.db.data(), layer.b.size());
  }

 private:
  Vector& next_moment(Eigen::Index size) {
    if (used == moments.size()) moments.emplace_back(Vector::Zero(size));
    return moments[used++];
  }

  void move(float* parameters, const float* gradient, Eigen::Index size) {
    constexpr Eigen::Index block = 2048;
    Vector& first = next_moment(size);
    Vector& second = next_moment(size);
    const auto step = static_cast<float>(steps);
    const float factor = rate / (1 - std::pow(beta1, step));
    const float scale = 1 / std::sqrt(1 - std::pow(beta2, step));
    for (Eigen::Index begin = 0; begin < size; begin += block) {
      const Eigen::Index count = std::min(block, size - begin);
      Eigen::Map<Eigen::ArrayXf> p(parameters + begin, count);
      const Eigen::Map<const Eigen::ArrayXf> g(gradient + begin, count);
      auto m = first.segment(begin, count).array();
      auto v = second.segment(begin, count).array();
      m = beta1 * m + (1 - beta1) * g;
      v = beta2 * v + (1 - beta2) * g.square();
      p -= factor * m / (scale * v.sqrt() + epsilon);
    }
  }
};

/// The cross-entropy of softmax(y), and its gradient over `y` itself.
inline float cross_entropy(Matrix& y, const int* labels) {
  float loss = 0;
  for (Eigen::Index i = 0; i < y.cols(); ++i) {
    y.col(i).array() -= y.col(i).maxCoeff();
    loss -= y(labels[i], i);
  }
  y = y.array().exp();
  const float share = 1 / static_cast<float>(y.cols());
  for (Eigen::Index i = 0; i < y.cols(); ++i) {
    const float sum = y.col(i).sum();
    loss += std::log(sum);
    y.col(i) *= share / sum;
    y(labels[i], i) -= share;
  }
  return loss * share;
}

/// Fully connected layers with ReLU between them, of sizes known at run time.
template <class Products>
struct Classifier {
  std::vector<Layer> layers;

  explicit Classifier(const std::vector<int>& widths) {
    for (std::size_t i = 1; i < widths.size(); ++i) layers.emplace_back(widths[i - 1], widths[i]);
  }

  const Matrix& forward(const Batch& x) {
    apply(layers.front(), x);
    for (std::size_t i = 1; i < layers.size(); ++i) {
      layers[i - 1].y = layers[i - 1].y.cwiseMax(0.0f);
      apply(layers[i], layers[i - 1].y);
    }
    return layers.back().y;
  }

  template <class Optimizer>
  float step(const Batch& x, const int* labels, Optimizer& optimizer) {
    forward(x);
    layers.back().d.swap(layers.back().y);
    const float loss = cross_entropy(layers.back().d, labels);
    optimizer.begin_step();
    for (std::size_t i = layers.size() - 1; i > 0; --i) {
      pull_back(layers[i], layers[i - 1]);
      optimizer.update(layers[i], layers[i - 1].y);
    }
    optimizer.update(layers.front(), x);
    return loss;
  }

 private:
  static void apply(Layer& layer, const auto& x) {
    layer.y.resize(layer.w.rows(), x.cols());
    layer.y.colwise() = layer.b;
    Products::add(1, layer.w, x, layer.y);
  }

  static void pull_back(const Layer& layer, Layer& below) {
    below.d.setZero(below.y.rows(), below.y.cols());
    Products::add(1, layer.w.transpose(), layer.d, below.d);
    below.d = (below.y.array() > 0).select(below.d, 0.0f);
  }
};

}  // namespace peers::by_hand
