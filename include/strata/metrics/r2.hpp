#pragma once

#include <Eigen/Core>

#include <strata/core/loss.hpp>

namespace strata {

/// The coefficient of determination, 1 - sum (t - y)^2 / sum (t - mean(t))^2, averaged over the outputs: 1 is
/// perfect, 0 no better than the mean. NaN where a target never changes.
struct R2 {
  /// Sums for each output, with squares taken around the running mean, which loses no digits (Welford 1962).
  struct State {
    Eigen::ArrayXd mean, variation, residual;
    double samples = 0;
  };

  State init() const { return {}; }

  void update(auto& state, const auto& output, const auto& target) const {
    detail::check_target<R2>(output, target);
    if (state.samples == 0)
      state.mean = state.variation = state.residual = Eigen::ArrayXd::Zero(output.rows());
    for (Index sample = 0; sample < output.cols(); ++sample) {
      const Eigen::ArrayXd t = target.col(sample).template cast<double>().array();
      const Eigen::ArrayXd distance = t - state.mean;
      state.mean += distance / ++state.samples;
      state.variation += distance * (t - state.mean);
      state.residual += (t - output.col(sample).template cast<double>().array()).square();
    }
  }

  double value(const auto& state) const { return (1 - state.residual / state.variation).mean(); }
};

}  // namespace strata
