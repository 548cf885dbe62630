// FANN, the classic of C.

#include <memory>

#include <floatfann.h>

#include "contestant.hpp"
#include "keep.hpp"

namespace peers {

namespace {

using Network = std::shared_ptr<fann>;
using Samples = std::shared_ptr<fann_train_data>;

Network network(const std::vector<unsigned>& widths, fann_activationfunc_enum activation, float steepness,
                float rate) {
  Network net(fann_create_standard_array(static_cast<unsigned>(widths.size()), widths.data()), fann_destroy);
  fann_set_activation_function_hidden(net.get(), activation);
  fann_set_activation_function_output(net.get(), activation);
  fann_set_activation_steepness_hidden(net.get(), steepness);
  fann_set_activation_steepness_output(net.get(), steepness);
  fann_set_training_algorithm(net.get(), FANN_TRAIN_INCREMENTAL);
  fann_set_train_error_function(net.get(), FANN_ERRORFUNC_LINEAR);
  fann_set_learning_rate(net.get(), rate);
  return net;
}

/// Its functions take what they only read without `const`.
float* values(const float* p) { return const_cast<float*>(p); }

void train_sample_by_sample(const Network& net, const Task& task, int count) {
  for (int i = 0; i < count; ++i)
    fann_train(net.get(), values(task.input(i % task.count)), values(task.target(i % task.count)));
}

void infer(const Network& net, const Task& task, Batches& walk, int times) {
  for (int i = 0; i < times; ++i) {
    float* y = fann_run(net.get(), values(task.input(walk.next())));
    keep(y);
  }
}

std::vector<float> outputs(const Network& net, const Task& task) {
  std::vector<float> all;
  for (int i = 0; i < task.count; ++i) {
    const float* y = fann_run(net.get(), values(task.input(i)));
    all.insert(all.end(), y, y + task.outputs);
  }
  return all;
}

Entry forward(const Network& net, const Task& task, Workload workload, int samples) {
  const auto walk = std::make_shared<Batches>(task, 1);
  return {workload, 1, samples, [=, &task] { infer(net, task, *walk, samples); }};
}

Exercise exercise(const Network& net, const Task& task, std::vector<Entry> entries) {
  return {&task, [=, &task] { train_sample_by_sample(net, task, task.count); },
          [=, &task] { return outputs(net, task); }, std::move(entries)};
}

Exercise tutorial_exercise() {
  const Task& task = tutorial();
  const Network net = network({2, 1, 2}, FANN_SIGMOID, 0.5f, task.learning_rate);
  return exercise(
      net, task,
      {forward(net, task, Workload::tutorial_forward, 10000),
       {Workload::tutorial_step, 1, 10000, [=, &task] { train_sample_by_sample(net, task, 10000); }}});
}

Exercise tanh_exercise(const Task& task, unsigned hidden, Workload workload) {
  const auto in = static_cast<unsigned>(task.features), out = static_cast<unsigned>(task.outputs);
  const Network net = network({in, hidden, hidden, out}, FANN_SIGMOID_SYMMETRIC, 1, task.learning_rate);
  return exercise(net, task, {forward(net, task, workload, 1000)});
}

Exercise classifier() {
  const Task& task = clothes();
  const Network net = network({784, 128, 10}, FANN_SIGMOID, 0.5f, task.learning_rate);
  return exercise(
      net, task,
      {forward(net, task, Workload::classifier_one, 100),
       {Workload::classifier_training, 1, 64, [=, &task] { train_sample_by_sample(net, task, 64); }}});
}

}  // namespace

Contestant fann_library() {
  return {"FANN 2.2",
          "in float; it has no batches, ReLU or cross-entropy: 784-128-10 steps sample by sample, with "
          "sigmoids and "
          "the squared error",
          [](int) {},
          {tutorial_exercise(), tanh_exercise(controller(), 32, Workload::controller),
           tanh_exercise(curve(), 8, Workload::curve), classifier()}};
}

}  // namespace peers
