#pragma once

#include <algorithm>
#include <cmath>
#include <concepts>
#include <string>

#include <strata/core/loss.hpp>
#include <strata/core/metric.hpp>
#include <strata/core/setting.hpp>
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

/// Throws unless the target gives each sample one of at least two classes.
template <class Metric>
void check_has_class(const auto& output, const auto& target) {
  check_classes<Metric>(output, target);
  check_targets_are_numbers<Metric>(target);
}

/// How many of a number of samples were right; the share of none is 0.
struct Share {
  Index right = 0;
  Index samples = 0;

  /// Names what a checkpoint keeps.
  void visit(auto& archive) {
    archive("right", right);
    archive("samples", samples);
  }

  double value() const {
    return static_cast<double>(right) / static_cast<double>(std::max<Index>(1, samples));
  }
};

}  // namespace detail

/// The share of samples whose largest output is that of their class (of equal ones, the first counts).
///
/// The target is one label for each sample, or probabilities, classes x samples. A sample with an output that
/// is not a number counts as wrong; throws `std::invalid_argument` for such a target, for labels that are no
/// class, and for an output of one row.
struct Accuracy {
  using State = detail::Share;

  State init() const { return {}; }

  void update(State& state, const auto& output, const auto& target) const {
    detail::check_has_class<Accuracy>(output, target);
    for (Index sample = 0; sample < output.cols(); ++sample)
      state.right += detail::chosen_class(output, sample) == detail::class_of(target, sample);
    state.samples += output.cols();
  }

  double value(const State& state) const { return state.value(); }
};

/// The share of samples whose class is among the `k` largest outputs; `k = 1` is `Accuracy`, which says more.
///
/// Throws `std::invalid_argument` for a `k` beyond the number of classes, with which nothing could be wrong.
struct TopAccuracy {
  Index k = 5;

  using State = detail::Share;

  State init() const { return {}; }

  void update(State& state, const auto& output, const auto& target) const {
    check(output, target);
    for (Index sample = 0; sample < output.cols(); ++sample) {
      const auto outputs = output.col(sample).array();
      state.right += !outputs.hasNaN() && rank(outputs, detail::class_of(target, sample)) < k;
    }
    state.samples += output.cols();
  }

  double value(const State& state) const { return state.value(); }

 private:
  void check(const auto& output, const auto& target) const {
    detail::check_has_class<TopAccuracy>(output, target);
    if (k < 1 || k > output.rows())
      detail::throw_mismatch("TopAccuracy", {"a k from 1 to ", output.rows()}, k,
                             "k of the classes count as right");
  }

  /// How many outputs come before that of a class.
  static Index rank(const auto& outputs, Index own) {
    return (outputs > outputs(own)).count() + (outputs.head(own) == outputs(own)).count();
  }
};

/// The share of elements that lie on their target's side of `threshold`: 0 for logits, 1/2 for
/// probabilities; targets are 0 or 1. An output that is not a number counts as wrong; throws
/// `std::invalid_argument` for targets outside [0, 1].
struct BinaryAccuracy {
  double threshold = 0;

  using State = detail::Share;

  /// No probability lies below 0: every answer would be yes.
  bool expects_logits() const { return threshold == 0; }

  State init() const { return {}; }

  void update(State& state, const auto& output, const auto& target) const {
    detail::check_target<BinaryAccuracy>(output, target);
    detail::check_probabilities<BinaryAccuracy>(target);
    detail::check_setting(!std::isnan(threshold), "BinaryAccuracy", "a number as threshold", threshold);
    for (Index i = 0; i < output.cols(); ++i)
      for (Index j = 0; j < output.rows(); ++j)
        state.right += is_right(static_cast<double>(output(j, i)), static_cast<double>(target(j, i)));
    state.samples += output.size();
  }

  double value(const State& state) const { return state.value(); }

 private:
  bool is_right(double output, double target) const {
    return !std::isnan(output) && (output > threshold) == (target > 0.5);
  }
};

}  // namespace strata
