#pragma once

#include <cmath>

#include <strata/core/loss.hpp>
#include <strata/core/setting.hpp>

namespace strata {

/// The cross-entropy of yes-or-no questions, as a mean over all elements:
/// L = -sum (w t log p + (1 - t) log(1 - p)) / (features samples), p = 1 / (1 + exp(-y)).
///
/// The output y holds logits, the target t probabilities (0 or 1 where the answer is known), both features x
/// samples. `positive_weight` w above 1 makes a missed yes dearer than a missed no. The gradient is
/// dL/dy = ((w t + 1 - t) p - w t) / (features samples). Throws `std::invalid_argument` where the sizes
/// differ, a target lies outside [0, 1] or w is negative. PyTorch:
/// https://pytorch.org/docs/stable/generated/torch.nn.BCEWithLogitsLoss.html
struct BinaryCrossEntropy {
  /// The sigmoid is inside.
  static constexpr bool takes_logits = true;

  double positive_weight = 1;

  /// Names what a checkpoint compares.
  void settings(auto&& setting) const { setting("positive_weight", positive_weight); }

  /// The loss.
  template <class Output, class Target>
  typename Output::Scalar value(const Output& output, const Target& target) const {
    check(output, target);
    const auto y = output.array();
    return sum(y, target.array(), (-y.abs()).exp()) / static_cast<typename Output::Scalar>(output.size());
  }

  /// Its gradient in the output.
  template <class Output, class Target>
  typename Output::PlainObject gradient(const Output& output, const Target& target) const {
    return detail::gradient_of(*this, output, target);
  }

  /// Writes the gradient to `d_output` and returns the loss.
  template <class Output, class Target, class Gradient>
  typename Output::Scalar value_and_gradient(const Output& output, const Target& target,
                                             Gradient& d_output) const {
    using Scalar = typename Output::Scalar;
    check(output, target);
    const Scalar mean = Scalar{1} / static_cast<Scalar>(output.size());
    const auto w = static_cast<Scalar>(positive_weight);
    const auto y = output.array();
    const auto t = target.array();
    d_output = (-y.abs()).exp().matrix();
    const auto e = d_output.array();
    const Scalar result = sum(y, t, e) * mean;
    const auto p = (y < 0).select(e, Scalar{1}) / (1 + e);
    d_output = (((w * t + 1 - t) * p - w * t) * mean).matrix();
    return result;
  }

 private:
  template <class Output, class Target>
  void check(const Output& output, const Target& target) const {
    detail::check_target<BinaryCrossEntropy>(output, target);
    detail::check_probabilities<BinaryCrossEntropy>(target);
    detail::check_setting(positive_weight >= 0 && std::isfinite(positive_weight), "BinaryCrossEntropy",
                          "a finite positive_weight of at least 0", positive_weight);
  }

  /// The sum over all elements, given e = exp(-|y|): -log p = log(1 + e) + max(-y, 0), and -log(1 - p) is y
  /// more.
  template <class Y, class T, class E>
  typename Y::Scalar sum(const Y& y, const T& t, const E& e) const {
    const auto w = static_cast<typename Y::Scalar>(positive_weight);
    return ((1 - t) * y + (w * t + 1 - t) * (e.log1p() + (-y).max(0))).sum();
  }
};

}  // namespace strata
