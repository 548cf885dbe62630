#pragma once

#include <cmath>
#include <concepts>

#include <strata/core/loss.hpp>
#include <strata/core/shape.hpp>

namespace strata {

namespace detail {

/// The class of one sample: its label, or the largest of its probabilities.
template <class Target>
Index class_of(const Target& target, Index sample) {
  if constexpr (std::integral<typename Target::Scalar>) {
    return static_cast<Index>(target(sample));
  } else {
    Index largest = 0;
    target.col(sample).maxCoeff(&largest);
    return largest;
  }
}

/// The class of the largest output of one sample; none, -1, where an output is not a number.
Index chosen_class(const auto& output, Index sample) {
  if (output.col(sample).hasNaN()) return -1;
  Index largest = 0;
  output.col(sample).maxCoeff(&largest);
  return largest;
}

/// How many of a number of samples were right.
struct Share {
  Index right = 0;
  Index samples = 0;

  /// Names what a checkpoint keeps.
  void visit(auto& archive) {
    archive("right", right);
    archive("samples", samples);
  }

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
    detail::check_classes<Accuracy>(output, target);
    for (Index sample = 0; sample < output.cols(); ++sample)
      state.right += detail::chosen_class(output, sample) == detail::class_of(target, sample);
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
    detail::check_classes<TopAccuracy>(output, target);
    for (Index sample = 0; sample < output.cols(); ++sample) {
      const auto outputs = output.col(sample);
      const auto own = outputs(detail::class_of(target, sample));
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
    detail::check_target<BinaryAccuracy>(output, target);
    for (Index i = 0; i < output.cols(); ++i)
      for (Index j = 0; j < output.rows(); ++j)
        state.right +=
            (static_cast<double>(output(j, i)) > threshold) == (static_cast<double>(target(j, i)) > 0.5);
    state.samples += output.size();
  }

  double value(const State& state) const { return state.value(); }
};

}  // namespace strata
