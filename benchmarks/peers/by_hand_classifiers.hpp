#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "by_hand_dense.hpp"
#include "contestant.hpp"
#include "keep.hpp"

namespace peers::by_hand {

/// A classifier of clothes, and the way in which it steps.
template <class Products, class Optimizer>
struct Pupil {
  Classifier<Products> net;
  Optimizer optimizer;
  int size;
  const Task& task = clothes();
  Batches batches{task, size}, ones{task, 1}, many{task, 256};

  Batch input(int begin, int count) const { return {task.input(begin), task.features, count}; }

  void train(int steps) {
    for (int i = 0; i < steps; ++i) {
      const int begin = batches.next();
      float loss = net.step(input(begin, size), task.labels.data() + begin, optimizer);
      keep(loss);
    }
  }

  void infer(Batches& walk, int count, int times) {
    for (int i = 0; i < times; ++i) {
      const float* output = net.forward(input(walk.next(), count)).data();
      keep(output);
    }
  }

  std::vector<float> predict() {
    const Matrix& y = net.forward(input(0, task.count));
    return {y.data(), y.data() + y.size()};
  }
};

template <class Products>
Exercise classifier(const std::vector<int>& threads) {
  using Own = Pupil<Products, Descent<Products>>;
  const auto pupil =
      std::make_shared<Own>(Own{Classifier<Products>({784, 128, 10}), {clothes().learning_rate}, 64});
  Exercise exercise{
      &clothes(), [=] { pupil->train(pupil->batches.per_epoch()); }, [=] { return pupil->predict(); }, {}};
  for (const int n : threads) {
    exercise.entries.push_back({Workload::classifier_training, n, 640, [=] { pupil->train(10); }});
    exercise.entries.push_back(
        {Workload::classifier_one, n, 500, [=] { pupil->infer(pupil->ones, 1, 500); }});
    exercise.entries.push_back(
        {Workload::classifier_many, n, 1024, [=] { pupil->infer(pupil->many, 256, 4); }});
  }
  return exercise;
}

template <class Products>
Exercise wide_classifier(const std::vector<int>& threads) {
  using Own = Pupil<Products, Adam<Products>>;
  const auto pupil = std::make_shared<Own>(Own{Classifier<Products>({784, 512, 512, 10}), {1e-3f}, 256});
  Exercise exercise{
      &clothes(), [=] { pupil->train(pupil->batches.per_epoch()); }, [=] { return pupil->predict(); }, {}};
  for (const int n : threads)
    exercise.entries.push_back({Workload::wide_training, n, 256, [=] { pupil->train(1); }});
  return exercise;
}

}  // namespace peers::by_hand
