// A classifier of small images, 784-128-10 with ReLU: inference and one training step of a batch.

#include <Eigen/Core>
#include <benchmark/benchmark.h>

#include <strata/strata.hpp>

namespace {

using Matrix = Eigen::MatrixXf;
using Vector = Eigen::VectorXf;

struct ByHand {
  Matrix w0 = Matrix::Random(128, 784) / 28, w1 = Matrix::Random(10, 128) / 11;
  Vector b0 = Vector::Zero(128), b1 = Vector::Zero(10);
  Matrix z, h, y, dz, dh, dy, dw0{128, 784}, dw1{10, 128};
  Vector db0{128}, db1{10};

  explicit ByHand(Eigen::Index batch)
      : z(128, batch), h(128, batch), y(10, batch), dz(128, batch), dh(128, batch), dy(10, batch) {}

  template <class X>
  void forward(const X& x) {
    z.colwise() = b0;
    z.noalias() += w0 * x;
    h = z.cwiseMax(0.0f);
    y.colwise() = b1;
    y.noalias() += w1 * h;
  }

  template <class X>
  float step(const X& x, const Matrix& target, float rate) {
    forward(x);
    dy = y - target;
    const float loss = dy.squaredNorm() / static_cast<float>(dy.size());
    dy *= 2.0f / static_cast<float>(dy.size());
    dw1.noalias() = dy * h.transpose();
    db1 = dy.rowwise().sum();
    dh.noalias() = w1.transpose() * dy;
    dz = (z.array() > 0).select(dh, 0.0f);
    dw0.noalias() = dz * x.transpose();
    db0 = dz.rowwise().sum();
    w0 -= rate * dw0;
    b0 -= rate * db0;
    w1 -= rate * dw1;
    b1 -= rate * db1;
    return loss;
  }
};

using Network =
    strata::Sequential<float, strata::Input<784>, strata::Dense<128>, strata::ReLU, strata::Dense<10>>;

/// A data set larger than the caches' first levels; each step reads its next batch.
struct Data {
  static constexpr Eigen::Index samples = 1024;
  Matrix x = Matrix::Random(784, samples), target = Matrix::Random(10, samples);
  Eigen::Index batch, begin = 0;

  explicit Data(benchmark::State& state) : batch(state.range(0)) {}

  auto next() {
    begin = begin + 2 * batch > samples ? 0 : begin + batch;
    return x.middleCols(begin, batch);
  }
};

void count(benchmark::State& state) { state.SetItemsProcessed(state.iterations() * state.range(0)); }

void infer_by_hand(benchmark::State& state) {
  Data data(state);
  ByHand net(data.batch);
  for (auto _ : state) {
    net.forward(data.next());
    benchmark::DoNotOptimize(net.y.data());
    benchmark::ClobberMemory();
  }
  count(state);
}

void infer_strata(benchmark::State& state) {
  Data data(state);
  const Network net;
  strata::Workspace<Network> pass;
  for (auto _ : state) {
    auto output = net.predict(data.next(), pass);
    benchmark::DoNotOptimize(output.data());
    benchmark::ClobberMemory();
  }
  count(state);
}

void step_by_hand(benchmark::State& state) {
  Data data(state);
  ByHand net(data.batch);
  const Matrix target = data.target.leftCols(data.batch);
  for (auto _ : state) benchmark::DoNotOptimize(net.step(data.next(), target, 1e-3f));
  count(state);
}

void step_strata(benchmark::State& state) {
  Data data(state);
  Network net;
  strata::Workspace<Network> pass;
  const Matrix target = data.target.leftCols(data.batch);
  const strata::SGD sgd{.learning_rate = 1e-3};
  for (auto _ : state) {
    net.forward(data.next(), pass);
    benchmark::DoNotOptimize(net.backward(pass, strata::MeanSquaredError{}, target));
    sgd.step(net.parameters(), pass.gradient());
  }
  count(state);
}

#define STRATA_BATCHES ->Arg(1)->Arg(64)->Arg(256)
BENCHMARK(infer_by_hand) STRATA_BATCHES;
BENCHMARK(infer_strata) STRATA_BATCHES;
BENCHMARK(step_by_hand) STRATA_BATCHES;
BENCHMARK(step_strata) STRATA_BATCHES;

}  // namespace
