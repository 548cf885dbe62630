#pragma once

#include <strata/core/elementwise.hpp>
#include <strata/core/loss.hpp>

namespace strata {

/// The mean of the squared differences over all elements: L = sum (y - t)^2 / (features samples).
///
/// Its gradient is dL/dy = 2 (y - t) / (features samples). Output y and target t are features x samples;
/// throws `std::invalid_argument` where their sizes differ.
/// PyTorch: https://pytorch.org/docs/stable/generated/torch.nn.MSELoss.html
struct MeanSquaredError {
  /// The loss.
  template <class Output, class Target>
  typename Output::Scalar value(const Output& output, const Target& target) const {
    detail::check_target<MeanSquaredError>(output, target);
    return (output - target).squaredNorm() / static_cast<typename Output::Scalar>(output.size());
  }

  /// Its gradient in the output.
  template <class Output, class Target>
  typename Output::PlainObject gradient(const Output& output, const Target& target) const {
    detail::check_target<MeanSquaredError>(output, target);
    using Scalar = typename Output::Scalar;
    return (output - target) * (Scalar{2} / static_cast<Scalar>(output.size()));
  }

  /// Writes the gradient to `d_output` and returns the loss.
  template <class Output, class Target, class Gradient>
  typename Output::Scalar value_and_gradient(const Output& output, const Target& target,
                                             Gradient& d_output) const {
    detail::check_target<MeanSquaredError>(output, target);
    using Scalar = typename Output::Scalar;
    const Scalar share = Scalar{1} / static_cast<Scalar>(output.size());
    detail::transform([](const auto& y, const auto& t) { return y - t; }, d_output, output, target);
    const Scalar sum = d_output.squaredNorm();
    detail::transform([&](const auto& d) { return 2 * share * d; }, d_output, d_output);
    return sum * share;
  }
};

}  // namespace strata
