// The tutorial's network, 2-1-2 with sigmoids: forward and one training step of one sample.

#include <Eigen/Core>
#include <benchmark/benchmark.h>
#include <cmath>

#include <strata/strata.hpp>

namespace {

using Vector = Eigen::Vector2d;
using One = Eigen::Matrix<double, 1, 1>;

struct ByHand {
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

using Network = strata::Sequential<double, strata::Input<2>, strata::Dense<1>, strata::Sigmoid,
                                   strata::Dense<2>, strata::Sigmoid>;

void forward_by_hand(benchmark::State& state) {
  ByHand net;
  Vector x{0.1, 0.2};
  for (auto _ : state) {
    benchmark::DoNotOptimize(x);
    net.forward(x);
    benchmark::DoNotOptimize(net.y);
  }
}

void forward_strata(benchmark::State& state) {
  const Network net;
  strata::Workspace<Network, 1> pass;
  Vector x{0.1, 0.2};
  for (auto _ : state) {
    benchmark::DoNotOptimize(x);
    net.forward(x, pass);
    auto output = pass.output();
    benchmark::DoNotOptimize(*output.data());
  }
}

void predict_strata(benchmark::State& state) {
  const Network net;
  Vector x{0.1, 0.2};
  for (auto _ : state) {
    benchmark::DoNotOptimize(x);
    auto y = net.predict(x);
    benchmark::DoNotOptimize(y);
  }
}

void step_by_hand(benchmark::State& state) {
  ByHand net;
  Vector x{0.1, 0.2}, target{0.8, 0.8};
  for (auto _ : state) {
    benchmark::DoNotOptimize(x);
    benchmark::DoNotOptimize(target);
    benchmark::DoNotOptimize(net.step(x, target, 0.1));
  }
}

void step_strata(benchmark::State& state) {
  Network net;
  strata::Workspace<Network, 1> pass;
  Vector x{0.1, 0.2}, target{0.8, 0.8};
  const strata::SGD sgd{.learning_rate = 0.1};
  for (auto _ : state) {
    benchmark::DoNotOptimize(x);
    benchmark::DoNotOptimize(target);
    net.forward(x, pass);
    benchmark::DoNotOptimize(net.backward(pass, strata::MeanSquaredError{}, target));
    sgd.step(net.parameters(), pass.gradient());
  }
}

BENCHMARK(forward_by_hand);
BENCHMARK(forward_strata);
BENCHMARK(predict_strata);
BENCHMARK(step_by_hand);
BENCHMARK(step_strata);

}  // namespace
