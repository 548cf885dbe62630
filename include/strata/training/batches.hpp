#pragma once

#include <algorithm>
#include <utility>

#include <strata/core/random.hpp>
#include <strata/core/shape.hpp>

namespace strata::detail {

/// The samples of a data set in the order of an epoch, and one batch of them at a time.
template <class Data>
class Batches {
 public:
  Batches(const Data& data, Index batch_size)
      : all_(data),
        ordered_(data),
        batch_size_(std::min(batch_size, data.size())),
        buffers_(data.buffers(std::min(data.size(), batch_size_ + 1))) {}

  /// The number of samples.
  Index size() const { return all_.size(); }

  /// The number of batches in an epoch, where a sample that is left over counts as one.
  Index count() const { return (size() + batch_size_ - 1) / batch_size_; }

  /// The samples as they were given, and in the order of the epoch.
  const Data& all() const { return all_; }
  const Data& ordered() const { return ordered_; }

  /// Orders the samples, which depends on the generator alone, and returns it as it is after that.
  Generator order(Generator generator, bool shuffles) {
    ordered_ = all_;
    if (shuffles) ordered_.shuffle(generator);
    return generator;
  }

  /// The size of the batch that begins with sample `first`. A single sample that would be left over joins it:
  /// alone it would say too little, and nothing to a layer that normalises over the batch.
  Index size_from(Index first) const {
    const Index left = size() - first;
    const bool leaves_one = left == batch_size_ + 1 && batch_size_ > 1;
    return leaves_one ? left : std::min(batch_size_, left);
  }

  /// Inputs and targets of so many samples from `first` on: views until the next call.
  auto gather(Index first, Index count) {
    ordered_.gather(first, count, buffers_.first, buffers_.second);
    return std::pair(std::as_const(buffers_.first).leftCols(count),
                     std::as_const(buffers_.second).leftCols(count));
  }

 private:
  const Data& all_;
  Data ordered_;
  Index batch_size_;
  std::pair<typename Data::Inputs, typename Data::Targets> buffers_;
};

}  // namespace strata::detail
