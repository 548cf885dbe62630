#pragma once

#include <strata/core/loss.hpp>

namespace strata {

/// The mean of the absolute differences over all elements: L = sum |y - t| / (features samples).
///
/// Its gradient is dL/dy = sign(y - t) / (features samples), 0 where y = t. Output y and target t are
/// features x samples; throws `std::invalid_argument` where their sizes differ. PyTorch:
/// https://pytorch.org/docs/stable/generated/torch.nn.L1Loss.html
struct MeanAbsoluteError {
  /// The loss.
  template <class Output, class Target>
  typename Output::Scalar value(const Output& output, const Target& target) const {
    detail::check_target<MeanAbsoluteError>(output, target);
    return (output - target).cwiseAbs().sum() / static_cast<typename Output::Scalar>(output.size());
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
    detail::check_target<MeanAbsoluteError>(output, target);
    using Scalar = typename Output::Scalar;
    const Scalar mean = Scalar{1} / static_cast<Scalar>(output.size());
    d_output = output - target;
    const Scalar sum = d_output.cwiseAbs().sum();
    // Eigen's sign does not use packets; compilers give them to this.
    d_output = d_output.unaryExpr([mean](Scalar d) { return mean * static_cast<Scalar>((d > 0) - (d < 0)); });
    return sum * mean;
  }
};

}  // namespace strata
