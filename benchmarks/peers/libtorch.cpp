// PyTorch's C++ library.

#include <memory>

#include <torch/torch.h>

#include "blas_threads.hpp"
#include "contestant.hpp"
#include "keep.hpp"

namespace peers {

namespace {

using torch::nn::Linear, torch::nn::Sequential;

/// A view on samples that follow each other.
torch::Tensor tensor(const float* values, int samples, int extent) {
  return torch::from_blob(const_cast<float*>(values), {samples, extent});
}

torch::Tensor labels(const Task& task) {
  if (task.labels.empty()) return {};
  return torch::from_blob(const_cast<int*>(task.labels.data()), {task.count}, torch::kInt).to(torch::kLong);
}

/// A network in training, with the loss that its task asks for.
template <class Optimizer>
struct Pupil {
  const Task& task;
  Sequential net;
  Optimizer optimizer;
  int size;
  Batches batches{task, size}, ones{task, 1}, many{task, 256};
  torch::Tensor classes = labels(task);

  torch::Tensor input(int begin, int count) const { return tensor(task.input(begin), count, task.features); }

  torch::Tensor loss(const torch::Tensor& output, int begin) const {
    if (task.labels.empty()) return torch::mse_loss(output, tensor(task.target(begin), size, task.outputs));
    return torch::cross_entropy_loss(output, classes.slice(0, begin, begin + size));
  }

  void train(int steps) {
    for (int i = 0; i < steps; ++i) {
      const int begin = batches.next();
      optimizer.zero_grad();
      loss(net->forward(input(begin, size)), begin).backward();
      optimizer.step();
    }
  }

  void infer(Batches& walk, int count, int times) {
    const c10::InferenceMode guard;
    for (int i = 0; i < times; ++i) {
      const torch::Tensor output = net->forward(input(walk.next(), count));
      const void* data = output.data_ptr();
      keep(data);
    }
  }

  std::vector<float> predict() {
    const c10::InferenceMode guard;
    const torch::Tensor y = net->forward(input(0, task.count)).contiguous();
    return {y.data_ptr<float>(), y.data_ptr<float>() + y.numel()};
  }
};

template <class Optimizer>
auto pupil_of(const Task& task, Sequential net, double rate, int size) {
  return std::make_shared<Pupil<Optimizer>>(
      Pupil<Optimizer>{task, net, Optimizer(net->parameters(), rate), size});
}

template <class Own>
Exercise exercise(const std::shared_ptr<Own>& pupil, std::vector<Entry> entries) {
  return {&pupil->task, [=] { pupil->train(pupil->batches.per_epoch()); }, [=] { return pupil->predict(); },
          std::move(entries)};
}

Exercise tutorial_exercise() {
  using torch::nn::Sigmoid;
  const auto pupil = pupil_of<torch::optim::SGD>(
      tutorial(), Sequential(Linear(2, 1), Sigmoid(), Linear(1, 2), Sigmoid()), tutorial().learning_rate, 1);
  return exercise(pupil, {{Workload::tutorial_forward, 1, 100, [=] { pupil->infer(pupil->ones, 1, 100); }},
                          {Workload::tutorial_step, 1, 20, [=] { pupil->train(20); }}});
}

Exercise tanh_exercise(const Task& task, int hidden, Workload workload) {
  using torch::nn::Tanh;
  const auto pupil =
      pupil_of<torch::optim::SGD>(task,
                                  Sequential(Linear(task.features, hidden), Tanh(), Linear(hidden, hidden),
                                             Tanh(), Linear(hidden, task.outputs), Tanh()),
                                  task.learning_rate, 1);
  return exercise(pupil, {{workload, 1, 100, [=] { pupil->infer(pupil->ones, 1, 100); }}});
}

Exercise classifier() {
  const auto pupil =
      pupil_of<torch::optim::SGD>(clothes(), Sequential(Linear(784, 128), torch::nn::ReLU(), Linear(128, 10)),
                                  clothes().learning_rate, 64);
  std::vector<Entry> entries;
  for (const int n : {1, 2}) {
    entries.push_back({Workload::classifier_training, n, 640, [=] { pupil->train(10); }});
    entries.push_back({Workload::classifier_one, n, 200, [=] { pupil->infer(pupil->ones, 1, 200); }});
    entries.push_back({Workload::classifier_many, n, 1024, [=] { pupil->infer(pupil->many, 256, 4); }});
  }
  return exercise(pupil, entries);
}

Exercise wide_classifier() {
  using torch::nn::ReLU;
  const auto pupil = pupil_of<torch::optim::Adam>(
      clothes(), Sequential(Linear(784, 512), ReLU(), Linear(512, 512), ReLU(), Linear(512, 10)), 1e-3, 256);
  std::vector<Entry> entries;
  for (const int n : {1, 2}) entries.push_back({Workload::wide_training, n, 256, [=] { pupil->train(1); }});
  return exercise(pupil, entries);
}

/// Those of its BLAS: on two cores its own make it slower.
void use_threads(int count) {
  use_blas_threads(count);
  at::set_num_threads(1);
}

}  // namespace

Contestant libtorch() {
  torch::manual_seed(0);
  return {"libtorch " TORCH_VERSION,
          "`torch::nn::Sequential`, inference in `InferenceMode`; all in float; two threads are its BLAS's",
          use_threads,
          {tutorial_exercise(), tanh_exercise(controller(), 32, Workload::controller),
           tanh_exercise(curve(), 8, Workload::curve), classifier(), wide_classifier()}};
}

}  // namespace peers
