#pragma once

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include <strata/core/exp.hpp>
#include <strata/core/loss.hpp>
#include <strata/core/setting.hpp>
#include <strata/core/softmax.hpp>

namespace strata {

/// The negative logarithm of the probability that the softmax of the output gives to the right class, as a
/// mean over samples: L = -sum_i sum_k w_k q_ki log p_ki / n, p = softmax(y).
///
/// The output y holds logits, classes x samples. The target is one label from 0 to classes - 1 for each
/// sample (a vector of whole numbers), or probabilities t, classes x samples, whose sums are not checked.
/// Label smoothing s mixes them with all classes alike: q = (1 - s) t + s / classes. Class weights w divide
/// by n = the sum of the labels' weights (where that is 0, so is the loss); without them, and for
/// probabilities, n is the number of samples. The gradient is
/// dL/dy_ki = (p_ki sum_j w_j q_ji - w_k q_ki) / n.
///
/// Throws `std::invalid_argument` for an output of one row, probabilities outside [0, 1], and other targets,
/// smoothing or weights that do not fit, before anything is changed. PyTorch:
/// https://pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html
struct CrossEntropy {
  /// The softmax is inside.
  static constexpr bool takes_logits = true;

  double label_smoothing = 0;
  std::vector<double> class_weights = {};  ///< One for each class, or none.

  /// Names what a checkpoint compares.
  void settings(auto&& setting) const {
    setting("label_smoothing", label_smoothing);
    setting("class_weights", class_weights);
  }

  /// The loss.
  template <class Output, class Target>
  typename Output::Scalar value(const Output& output, const Target& target) const {
    using Scalar = typename Output::Scalar;
    check(output, target);
    Scalar sum = 0;
    for (Index sample = 0; sample < output.cols(); ++sample) {
      const auto z = output.col(sample).array();
      const Scalar largest = z.maxCoeff();
      const Scalar log_sum = log_sum_exp(z, largest);
      for_each_share<Scalar>(output.rows(), target, sample, [&](Index k, Scalar share) {
        const Scalar shifted = z(k) == largest ? Scalar{0} : z(k) - largest;
        if (share != 0) sum += share * (log_sum - shifted);
      });
    }
    return sum * share_of_each<Scalar>(target, output.cols());
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
    const Scalar mean = share_of_each<Scalar>(target, output.cols());
    Scalar sum = 0;
    d_output = output;
    for (Index sample = 0; sample < output.cols(); ++sample) {
      auto z = d_output.col(sample);
      const Scalar largest = z.maxCoeff();
      z.array() -= largest;
      detail::replace_only_infinity(z.array(), largest, Scalar{0});
      for_each_share<Scalar>(output.rows(), target, sample, [&](Index k, Scalar share) {
        if (share != 0) sum -= share * z(k);
      });
    }
    // All samples at once: columns of ten classes would not fill packets.
    d_output = detail::exp(d_output.array()).matrix();
    for (Index sample = 0; sample < output.cols(); ++sample) {
      auto p = d_output.col(sample);
      const Scalar normalizer = p.sum();
      Scalar shares = 0;
      for_each_share<Scalar>(output.rows(), target, sample, [&](Index, Scalar share) { shares += share; });
      sum += shares * std::log(normalizer);
      p *= mean * shares / normalizer;
      for_each_share<Scalar>(output.rows(), target, sample,
                             [&](Index k, Scalar share) { p(k) -= mean * share; });
    }
    return sum * mean;
  }

 private:
  template <class Scalar>
  static constexpr Scalar infinity = std::numeric_limits<Scalar>::infinity();

  /// log sum exp(z - largest): 0 where a single z is infinite, NaN where more are.
  template <class Z, class Scalar>
  static Scalar log_sum_exp(const Z& z, Scalar largest) {
    if (largest != infinity<Scalar>) return std::log(detail::exp(z - largest).sum());
    return (z - largest).isNaN().count() == 1 ? 0 : std::numeric_limits<Scalar>::quiet_NaN();
  }

  template <class Target>
  static constexpr bool are_labels = std::integral<typename Target::Scalar>;

  template <class Output, class Target>
  void check(const Output& output, const Target& target) const {
    detail::check_classes<CrossEntropy>(output, target);
    if constexpr (!are_labels<Target>) detail::check_probabilities<CrossEntropy>(target);
    detail::check_setting(label_smoothing >= 0 && label_smoothing <= 1, "CrossEntropy",
                          "a label_smoothing from 0 to 1", label_smoothing);
    if (!class_weights.empty()) check_weights(static_cast<std::size_t>(output.rows()));
  }

  void check_weights(std::size_t classes) const {
    if (class_weights.size() != classes)
      detail::throw_mismatch("CrossEntropy", {classes, " class_weights"}, class_weights.size(),
                             "each class (row of the output) has one");
    double largest = 0;
    for (const double weight : class_weights) {
      detail::check_setting(weight >= 0 && std::isfinite(weight), "CrossEntropy",
                            "finite class_weights of at least 0", weight);
      largest = std::max(largest, weight);
    }
    detail::check_setting(largest > 0, "CrossEntropy", "a class weight above 0", largest,
                          "a class of weight 0 is not learned; leave class_weights out for equal ones");
  }

  template <class Scalar>
  Scalar weight(Index k) const {
    return class_weights.empty() ? Scalar{1}
                                 : static_cast<Scalar>(class_weights[static_cast<std::size_t>(k)]);
  }

  /// One over what the sum over all samples is divided by; 0 where no label has a weight.
  template <class Scalar, class Target>
  Scalar share_of_each(const Target& target, Index samples) const {
    if constexpr (are_labels<Target>) {
      if (!class_weights.empty()) {
        Scalar sum = 0;
        for (Index i = 0; i < samples; ++i) sum += weight<Scalar>(static_cast<Index>(target(i)));
        return sum > 0 ? 1 / sum : Scalar{0};
      }
    }
    return 1 / static_cast<Scalar>(samples);
  }

  /// Calls `f(k, share)` until the shares of each class k in a sample add up to w_k q_k.
  template <class Scalar, class Target, class F>
  void for_each_share(Index classes, const Target& target, Index sample, F&& f) const {
    const auto sharp = static_cast<Scalar>(1 - label_smoothing);
    if constexpr (are_labels<Target>) {
      const auto label = static_cast<Index>(target(sample));
      f(label, sharp * weight<Scalar>(label));
    } else {
      for (Index k = 0; k < classes; ++k) f(k, sharp * weight<Scalar>(k) * target(k, sample));
    }
    if (label_smoothing == 0) return;
    const auto smooth = static_cast<Scalar>(label_smoothing) / static_cast<Scalar>(classes);
    for (Index k = 0; k < classes; ++k) f(k, smooth * weight<Scalar>(k));
  }
};

}  // namespace strata
