#pragma once

#include <Eigen/Core>

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

  void forward(const auto& x, auto& y, const auto&) const {
    for (Eigen::Index sample = 0; sample < x.cols(); ++sample) {
      auto column = y.col(sample).array();
      column = (x.col(sample).array() - x.col(sample).maxCoeff()).exp();
      column /= column.sum();
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
