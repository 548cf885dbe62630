// The library of this project, as its users would write it.

#include <memory>
#include <optional>

#include <strata/core/threads.hpp>
#include <strata/strata.hpp>

#include "contestant.hpp"
#include "keep.hpp"

namespace peers {

namespace {

using namespace strata;

/// One sample at a time, in a workspace of fixed size.
template <class Net, class Loss>
struct OneByOne {
  using Scalar = typename Net::Scalar;
  using Input = Eigen::Matrix<Scalar, Net::static_input_size, 1>;

  const Task& task;
  Net net;
  Workspace<Net, 1> pass;
  Input x = input(0);
  decltype(Net{}.predict(Input{})) target = this->target_of(0);

  explicit OneByOne(const Task& what) : task(what) {}

  template <class Vector>
  static Vector vector(const float* values) {
    return Eigen::Matrix<float, Vector::RowsAtCompileTime, 1>(values).template cast<Scalar>();
  }
  Input input(int sample) const { return vector<Input>(task.input(sample)); }
  auto target_of(int sample) const { return vector<decltype(Net{}.predict(Input{}))>(task.target(sample)); }

  void predict(int times) {
    for (int i = 0; i < times; ++i) {
      keep(x);
      const Scalar* y = net.predict(x, pass).data();
      keep(y);
    }
  }

  void train(int times) {
    for (int i = 0; i < times; ++i) {
      keep(x);
      keep(target);
      net.forward(x, pass);
      Scalar loss = net.backward(pass, Loss{}, target);
      keep(loss);
      SGD{.learning_rate = task.learning_rate}.step(net.parameters(), pass.gradient());
    }
  }

  void train_one_epoch() {
    for (int i = 0; i < task.count; ++i) {
      x = input(i);
      target = target_of(i);
      train(1);
    }
  }

  std::vector<float> outputs() const {
    std::vector<float> all;
    for (int i = 0; i < task.count; ++i)
      for (const Scalar y : net.predict(input(i))) all.push_back(static_cast<float>(y));
    return all;
  }
};

template <class Net>
Exercise one_by_one(const Task& task, Workload forward, std::optional<Workload> step = {}) {
  const auto pupil = std::make_shared<OneByOne<Net, MeanSquaredError>>(task);
  Exercise exercise{&task,
                    [=] { pupil->train_one_epoch(); },
                    [=] { return pupil->outputs(); },
                    {{forward, 1, 10000, [=] { pupil->predict(10000); }}}};
  if (step) exercise.entries.push_back({*step, 1, 10000, [=] { pupil->train(10000); }});
  return exercise;
}

using Images = Eigen::Map<const Eigen::MatrixXf>;
using Labels = Eigen::Map<const Eigen::RowVectorXi>;

/// A classifier of clothes, in training by batches.
template <class Net, class Optimizer>
struct InBatches {
  Optimizer optimizer;
  int size;
  const Task& task = clothes();
  Net net{};
  Workspace<Net> pass{};
  Workspace<Net, 1> pass_of_one{};
  decltype(optimizer.init(net.parameters())) state = optimizer.init(net.parameters());
  Images images{task.inputs.data(), task.features, task.count};
  Labels labels{task.labels.data(), task.count};
  Batches batches{task, size}, ones{task, 1}, many{task, 256};

  InBatches(Optimizer how, int batch) : optimizer(how), size(batch) {}

  void train(int steps) {
    for (int i = 0; i < steps; ++i) {
      const int begin = batches.next();
      net.forward(images.middleCols(begin, size), pass);
      float loss = net.backward(pass, CrossEntropy{}, labels.middleCols(begin, size));
      keep(loss);
      optimizer.step(net.parameters(), pass.gradient(), state);
    }
  }

  void infer_many(int times) {
    for (int i = 0; i < times; ++i) {
      const float* output = net.predict(images.middleCols(many.next(), 256), pass).data();
      keep(output);
    }
  }

  void infer_one(int times) {
    for (int i = 0; i < times; ++i) {
      const float* output = net.predict(images.col(ones.next()), pass_of_one).data();
      keep(output);
    }
  }

  std::vector<float> outputs() const {
    const Eigen::MatrixXf y = net.predict(images);
    return {y.data(), y.data() + y.size()};
  }
};

template <class Pupil>
Exercise in_batches(const std::shared_ptr<Pupil>& pupil, std::vector<Entry> entries) {
  return {&clothes(), [=] { pupil->train(pupil->batches.per_epoch()); }, [=] { return pupil->outputs(); },
          std::move(entries)};
}

Exercise classifier() {
  using Net = Sequential<float, Input<784>, Dense<128>, ReLU, Dense<10>>;
  const auto pupil = std::make_shared<InBatches<Net, SGD>>(SGD{.learning_rate = clothes().learning_rate}, 64);
  std::vector<Entry> entries{{Workload::classifier_one, 1, 500, [=] { pupil->infer_one(500); }}};
  for (const int n : {1, 2}) {
    entries.push_back({Workload::classifier_training, n, 640, [=] { pupil->train(10); }});
    entries.push_back({Workload::classifier_many, n, 1024, [=] { pupil->infer_many(4); }});
  }
  return in_batches(pupil, entries);
}

Exercise wide_classifier() {
  using Net = Sequential<float, Input<784>, Dense<512>, ReLU, Dense<512>, ReLU, Dense<10>>;
  const auto pupil = std::make_shared<InBatches<Net, Adam>>(Adam{}, 256);
  std::vector<Entry> entries;
  for (const int n : {1, 2}) entries.push_back({Workload::wide_training, n, 256, [=] { pupil->train(1); }});
  return in_batches(pupil, entries);
}

/// The threads that large products are shared by, from one measurement to the next.
void use_threads(int count) {
  static std::optional<Threads> scope;
  scope.reset();
  if (count > 1) scope.emplace(count);
}

}  // namespace

Contestant strata_itself() {
  using Tutorial = Sequential<double, Input<2>, Dense<1>, Sigmoid, Dense<2>, Sigmoid>;
  using Controller = Sequential<float, Input<16>, Dense<32>, Tanh, Dense<32>, Tanh, Dense<4>, Tanh>;
  using Curve = Sequential<float, Input<1>, Dense<8>, Tanh, Dense<8>, Tanh, Dense<1>, Tanh>;
  return {"strata",
          "2-1-2 in double; two threads are a `Threads` scope",
          use_threads,
          {one_by_one<Tutorial>(tutorial(), Workload::tutorial_forward, Workload::tutorial_step),
           one_by_one<Controller>(controller(), Workload::controller),
           one_by_one<Curve>(curve(), Workload::curve), classifier(), wide_classifier()}};
}

}  // namespace peers
