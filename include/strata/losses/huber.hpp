#pragma once

#include <strata/core/loss.hpp>
#include <strata/core/setting.hpp>

namespace strata {

/// Squared for differences up to delta and linear beyond, so that outliers pull no harder than delta, as a
/// mean over all elements: with d = y - t and c = d clamped to [-delta, delta],
/// L = sum c (d - c / 2) / (features samples).
///
/// Its gradient is dL/dy = c / (features samples). Output y and target t are features x samples; throws
/// `std::invalid_argument` where their sizes differ or delta is not positive.
/// Huber (1964); PyTorch: https://pytorch.org/docs/stable/generated/torch.nn.HuberLoss.html
struct Huber {
  double delta = 1;

  /// Names what a checkpoint compares.
  void settings(auto&& setting) const { setting("delta", delta); }

  /// The loss.
  template <class Output, class Target>
  typename Output::Scalar value(const Output& output, const Target& target) const {
    check(output, target);
    return sum(output - target) / static_cast<typename Output::Scalar>(output.size());
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
    check(output, target);
    using Scalar = typename Output::Scalar;
    const Scalar mean = Scalar{1} / static_cast<Scalar>(output.size());
    d_output = output - target;
    const Scalar result = sum(d_output) * mean;
    d_output = clamped(d_output) * mean;
    return result;
  }

 private:
  template <class Output, class Target>
  void check(const Output& output, const Target& target) const {
    detail::check_target<Huber>(output, target);
    detail::check_setting(delta > 0, "Huber", "a delta above 0", delta);
  }

  template <class D>
  auto clamped(const D& d) const {
    const auto limit = static_cast<typename D::Scalar>(delta);
    return d.cwiseMax(-limit).cwiseMin(limit);
  }

  template <class D>
  typename D::Scalar sum(const D& d) const {
    const auto c = clamped(d);
    return c.cwiseProduct(d - typename D::Scalar{0.5} * c).sum();
  }
};

}  // namespace strata
