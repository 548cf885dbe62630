#pragma once

#include <cmath>
#include <concepts>
#include <string>

#include <strata/core/error.hpp>
#include <strata/core/shape.hpp>

namespace strata {

namespace detail {

/// The class of one sample: its label, or the largest of its probabilities. Throws `std::invalid_argument`
/// for a label that none of `classes` outputs stands for.
template <class Target>
Index class_of(const Target& target, Index sample, Index classes) {
  Index label = 0;
  if constexpr (std::integral<typename Target::Scalar>)
    label = static_cast<Index>(target(sample));
  else
    target.col(sample).maxCoeff(&label);
  if (label < 0 || label >= classes)
    throw_mismatch("sample " + std::to_string(sample), "a label from 0 to " + std::to_string(classes - 1),
                   std::to_string(label), "the network has one output for each class");
  return label;
}

/// The class of the largest output of one sample.
Index chosen_class(const auto& output, Index sample) {
  Index largest = 0;
  output.col(sample).maxCoeff(&largest);
  return largest;
}

/// How many of a number of samples were right.
struct Share {
  Index right = 0;
  Index samples = 0;

  double value() const { return static_cast<double>(right) / static_cast<double>(samples); }
};

}  // namespace detail

/// The share of samples whose largest output is that of their class.
///
/// The target is one label for each sample, or probabilities, classes x samples.
struct Accuracy {
  using State = detail::Share;

  State init() const { return {}; }

  void update(State& state, const auto& output, const auto& target) const {
    for (Index sample = 0; sample < output.cols(); ++sample)
      state.right += detail::chosen_class(output, sample) == detail::class_of(target, sample, output.rows());
    state.samples += output.cols();
  }

  double value(const State& state) const { return state.value(); }
};

/// The share of samples whose class is among the `k` largest outputs.
struct TopAccuracy {
  Index k = 5;

  using State = detail::Share;

  State init() const { return {}; }

  void update(State& state, const auto& output, const auto& target) const {
    for (Index sample = 0; sample < output.cols(); ++sample) {
      const auto outputs = output.col(sample);
      const auto own = outputs(detail::class_of(target, sample, output.rows()));
      state.right += (outputs.array() > own).count() < k && !std::isnan(own);
    }
    state.samples += output.cols();
  }

  double value(const State& state) const { return state.value(); }
};

/// The share of elements that lie on their target's side of `threshold`: 0 for logits, 1/2 for
/// probabilities; targets are 0 or 1.
struct BinaryAccuracy {
  double threshold = 0;

  using State = detail::Share;

  State init() const { return {}; }

  void update(State& state, const auto& output, const auto& target) const {
    for (Index i = 0; i < output.cols(); ++i)
      for (Index j = 0; j < output.rows(); ++j)
        state.right +=
            (static_cast<double>(output(j, i)) > threshold) == (static_cast<double>(target(j, i)) > 0.5);
    state.samples += output.size();
  }

  double value(const State& state) const { return state.value(); }
};

}  // namespace strata
