#pragma once

#include <cmath>

#include <strata/core/exp.hpp>
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
    return sum(output.array(), target.array()) / static_cast<typename Output::Scalar>(output.size());
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
    d_output = (((1 - t) * detail::logistic(y) - w * t * detail::logistic(-y)) * mean).matrix();
    return sum(y, t) * mean;
  }

 private:
  template <class Output, class Target>
  void check(const Output& output, const Target& target) const {
    detail::check_target<BinaryCrossEntropy>(output, target);
    detail::check_probabilities<BinaryCrossEntropy>(target);
    detail::check_setting(positive_weight >= 0 && std::isfinite(positive_weight), "BinaryCrossEntropy",
                          "a finite positive_weight of at least 0", positive_weight);
  }

  /// The sum over all elements: with l = log(1 + exp(-|y|)), -log p = l + max(-y, 0) and
  /// -log(1 - p) = l + max(y, 0).
  template <class Y, class T>
  typename Y::Scalar sum(const Y& y, const T& t) const {
    using Scalar = typename Y::Scalar;
    const auto w = static_cast<Scalar>(positive_weight);
    const auto l = detail::softplus(-y.abs());
    const auto linear = w * t * (-y).max(Scalar{0}) + (1 - t) * y.max(Scalar{0});
    const Scalar result = ((w * t + 1 - t) * l + linear).sum();
    return std::isnan(result) ? sum_with_infinities(y, t) : result;
  }

  /// The same, where an infinite y that has no weight does not count.
  template <class Y, class T>
  [[gnu::noinline]] typename Y::Scalar sum_with_infinities(const Y& y, const T& t) const {
    using Scalar = typename Y::Scalar;
    const auto w = static_cast<Scalar>(positive_weight);
    const auto term = [](Scalar weight, Scalar x) {
      return weight == 0 && std::isinf(x) ? Scalar{0} : weight * detail::softplus(x);
    };
    Scalar result = 0;
    for (Index j = 0; j < y.cols(); ++j)
      for (Index i = 0; i < y.rows(); ++i) result += term(w * t(i, j), -y(i, j)) + term(1 - t(i, j), y(i, j));
    return result;
  }
};

}  // namespace strata
