// A small controller, 16-32-32-4 with tanh: forward and one training step of one sample.

#include <Eigen/Core>
#include <benchmark/benchmark.h>

#include <strata/strata.hpp>

namespace {

template <int Rows, int Columns = 1>
using Matrix = Eigen::Matrix<float, Rows, Columns>;

template <int In, int Out>
struct Layer {
  Matrix<Out, In> w = Matrix<Out, In>::Random() / 4;
  Matrix<Out> b = Matrix<Out>::Zero(), y, d;

  void forward(const Matrix<In>& x) { y = (w.lazyProduct(x) + b).array().tanh(); }

  /// Expects dL/dy in d.
  void to_preactivation() { d.array() *= 1 - y.array().square(); }

  void update(const Matrix<In>& x, float rate) {
    w -= (rate * d).lazyProduct(x.transpose());
    b -= rate * d;
  }
};

struct ByHand {
  Layer<16, 32> first;
  Layer<32, 32> second;
  Layer<32, 4> third;

  void forward(const Matrix<16>& x) {
    first.forward(x);
    second.forward(first.y);
    third.forward(second.y);
  }

  float step(const Matrix<16>& x, const Matrix<4>& target, float rate) {
    forward(x);
    const Matrix<4> difference = third.y - target;
    third.d = difference / 2;
    third.to_preactivation();
    second.d = third.w.transpose().lazyProduct(third.d);
    second.to_preactivation();
    first.d = second.w.transpose().lazyProduct(second.d);
    first.to_preactivation();
    third.update(second.y, rate);
    second.update(first.y, rate);
    first.update(x, rate);
    return difference.squaredNorm() / 4;
  }
};

using Network = strata::Sequential<float, strata::Input<16>, strata::Dense<32>, strata::Tanh,
                                   strata::Dense<32>, strata::Tanh, strata::Dense<4>, strata::Tanh>;

void forward_by_hand(benchmark::State& state) {
  ByHand net;
  Matrix<16> x = Matrix<16>::Random();
  for (auto _ : state) {
    benchmark::DoNotOptimize(x);
    net.forward(x);
    benchmark::DoNotOptimize(net.third.y);
  }
}

void forward_strata(benchmark::State& state) {
  const Network net;
  strata::Workspace<Network, 1> pass;
  Matrix<16> x = Matrix<16>::Random();
  for (auto _ : state) {
    benchmark::DoNotOptimize(x);
    net.forward(x, pass);
    auto output = pass.output();
    benchmark::DoNotOptimize(*output.data());
  }
}

void predict_strata(benchmark::State& state) {
  const Network net;
  Matrix<16> x = Matrix<16>::Random();
  for (auto _ : state) {
    benchmark::DoNotOptimize(x);
    auto y = net.predict(x);
    benchmark::DoNotOptimize(y);
  }
}

void step_by_hand(benchmark::State& state) {
  ByHand net;
  Matrix<16> x = Matrix<16>::Random();
  Matrix<4> target = Matrix<4>::Random();
  for (auto _ : state) {
    benchmark::DoNotOptimize(x);
    benchmark::DoNotOptimize(net.step(x, target, 1e-3f));
  }
}

void step_strata(benchmark::State& state) {
  Network net;
  strata::Workspace<Network, 1> pass;
  Matrix<16> x = Matrix<16>::Random();
  Matrix<4> target = Matrix<4>::Random();
  const strata::SGD sgd{.learning_rate = 1e-3};
  for (auto _ : state) {
    benchmark::DoNotOptimize(x);
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
