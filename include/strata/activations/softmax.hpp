#pragma once

#include <Eigen/Core>

#include <strata/core/exp.hpp>
#include <strata/core/softmax.hpp>

namespace strata {

/// Turns each sample into probabilities: y_i = exp(x_i) / sum_j exp(x_j), over all features of a sample;
/// dL/dx = y (dL/dy - y . dL/dy).
///
/// The largest x is subtracted first, which changes nothing but keeps the exponentials finite.
/// PyTorch: `Softmax(dim=1)`, https://pytorch.org/docs/stable/generated/torch.nn.Softmax.html
struct Softmax {
  /// The weights before it are Glorot's, as `Automatic` draws them.
  static constexpr double initial_gain() { return 0; }

  /// Losses that take logits are refused after it.
  static constexpr bool gives_probabilities = true;

  template <class X>
  void forward(const X& x, auto& y, const auto&) const {
    using Scalar = typename X::Scalar;
    for (Eigen::Index sample = 0; sample < x.cols(); ++sample) {
      auto column = y.col(sample).array();
      const Scalar largest = x.col(sample).maxCoeff();
      column = detail::exp(x.col(sample).array() - largest);
      detail::replace_only_infinity(column, largest, Scalar{1});
      column *= Scalar{1} / column.sum();
    }
  }

  void backward_input(const auto&, const auto& y, const auto& dy, auto& dx, const auto&) const {
    for (Eigen::Index sample = 0; sample < y.cols(); ++sample) {
      const auto mean = y.col(sample).dot(dy.col(sample));
      dx.col(sample).array() = y.col(sample).array() * (dy.col(sample).array() - mean);
    }
  }
};

}  // namespace strata
