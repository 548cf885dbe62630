#include "task.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include <strata/core/random.hpp>
#include <strata/data/idx.hpp>

namespace peers {

namespace {

/// Independent numbers from -1 to 1.
std::vector<float> noise(int count) {
  strata::Generator generator(strata::default_seed);
  std::vector<float> values(static_cast<std::size_t>(count));
  for (float& value : values) value = static_cast<float>(2 * strata::uniform(generator) - 1);
  return values;
}

std::vector<float> one_hot(const std::vector<int>& labels, int classes) {
  std::vector<float> targets(labels.size() * static_cast<std::size_t>(classes));
  for (std::size_t sample = 0; sample < labels.size(); ++sample)
    targets[sample * static_cast<std::size_t>(classes) + static_cast<std::size_t>(labels[sample])] = 1;
  return targets;
}

Task make_controller() {
  constexpr int features = 16, outputs = 4, count = 256;
  Task task{"controller", features, outputs, count, 40, 0.05f, noise(features * count), {}};
  for (int sample = 0; sample < count; ++sample)
    for (int k = 0; k < outputs; ++k) {
      const float* x = task.input(sample) + 4 * k;
      task.targets.push_back(0.8f * std::tanh(x[0] + x[1] - x[2] * x[3]));
    }
  return task;
}

Task make_curve() {
  constexpr int count = 64;
  Task task{"curve", 1, 1, count, 200, 0.05f, noise(count), {}};
  for (const float x : task.inputs) task.targets.push_back(0.8f * std::sin(3 * x));
  return task;
}

constexpr int pixels = 784, kinds = 10, pictures = 12800;

Task clothes_of(std::string name, std::vector<float> inputs, std::vector<int> labels) {
  std::vector<float> targets = one_hot(labels, kinds);
  return {std::move(name),    pixels,           kinds, pictures, 2, 0.1f, std::move(inputs),
          std::move(targets), std::move(labels)};
}

Task make_patterns() {
  std::vector<float> inputs = noise(pixels * pictures);
  std::vector<int> labels(pictures);
  for (int sample = 0; sample < pictures; ++sample) {
    const int label = labels[static_cast<std::size_t>(sample)] = sample % kinds;
    for (int pixel = 0; pixel < pixels; ++pixel) {
      float& value = inputs[static_cast<std::size_t>(sample * pixels + pixel)];
      value = 0.5f + 0.25f * value + (pixel % kinds == label ? 0.25f : 0.0f);
    }
  }
  return clothes_of("random patterns", std::move(inputs), std::move(labels));
}

Task make_clothes() {
  const std::string folder = "/usr/share/datasets/fashion-mnist/";
  if (!std::filesystem::exists(folder + "train-images-idx3-ubyte.gz")) return make_patterns();
  const Eigen::MatrixXf images =
      strata::read_idx<float>(folder + "train-images-idx3-ubyte.gz").leftCols(pictures) / 255;
  const Eigen::RowVectorXi labels = strata::read_idx_labels(folder + "train-labels-idx1-ubyte.gz");
  return clothes_of("Fashion-MNIST", {images.data(), images.data() + images.size()},
                    {labels.data(), labels.data() + pictures});
}

double share_of_wrong_classes(const Task& task, const std::vector<float>& outputs) {
  int wrong = 0;
  for (int sample = 0; sample < task.count; ++sample) {
    const auto begin = outputs.begin() + std::ptrdiff_t{sample} * task.outputs;
    wrong += std::max_element(begin, begin + task.outputs) - begin !=
             task.labels[static_cast<std::size_t>(sample)];
  }
  return double(wrong) / task.count;
}

double mean_squared_error(const Task& task, const std::vector<float>& outputs) {
  double sum = 0;
  for (std::size_t i = 0; i < outputs.size(); ++i) sum += std::pow(outputs[i] - task.targets[i], 2);
  return sum / static_cast<double>(outputs.size());
}

}  // namespace

const Task& tutorial() {
  static const Task task{"one sample", 2, 2, 1, 2000, 0.5f, {0.1f, 0.2f}, {0.8f, 0.2f}};
  return task;
}

const Task& controller() {
  static const Task task = make_controller();
  return task;
}

const Task& curve() {
  static const Task task = make_curve();
  return task;
}

const Task& clothes() {
  static const Task task = make_clothes();
  return task;
}

double error(const Task& task, const std::vector<float>& outputs) {
  return task.labels.empty() ? mean_squared_error(task, outputs) : share_of_wrong_classes(task, outputs);
}

}  // namespace peers
