#pragma once

#include <string>
#include <vector>

namespace peers {

/// Samples to learn, one after the other in plain memory, because no library reads the matrices of another.
struct Task {
  std::string name;
  int features, outputs, count;
  int epochs;  ///< Passes after which the error must have halved.
  float learning_rate;
  std::vector<float> inputs;
  std::vector<float> targets;    ///< For classes: 1 for the right one, else 0.
  std::vector<int> labels = {};  ///< Of classes only.

  const float* input(int sample) const { return inputs.data() + offset(sample, features); }
  const float* target(int sample) const { return targets.data() + offset(sample, outputs); }

 private:
  static std::ptrdiff_t offset(int sample, int extent) { return std::ptrdiff_t{sample} * extent; }
};

/// One sample for 2-1-2, the tutorial's network.
const Task& tutorial();

/// Four smooth functions of 16 inputs, for 16-32-32-4.
const Task& controller();

/// A sine, for 1-8-8-1.
const Task& curve();

/// Fashion-MNIST, or where it is not installed noisy patterns of the same shape; larger than the caches.
const Task& clothes();

/// The mean squared error of these outputs, or the share of samples put into a wrong class.
double error(const Task& task, const std::vector<float>& outputs);

/// Walks through a task in batches, again and again.
class Batches {
 public:
  Batches(const Task& task, int size) : count_(task.count), size_(size) {}

  /// The first sample of the next batch.
  int next() {
    const int begin = begin_;
    begin_ = begin + 2 * size_ > count_ ? 0 : begin + size_;
    return begin;
  }

  int per_epoch() const { return count_ / size_; }

 private:
  int count_, size_, begin_ = 0;
};

}  // namespace peers
