#pragma once

#include <Eigen/Core>
#include <string>

#include <strata/core/loss.hpp>

namespace strata {

/// The coefficient of determination, 1 - sum (t - y)^2 / sum (t - mean(t))^2, averaged over the outputs: 1 is
/// perfect, 0 no better than the mean. NaN where a target never changes. Throws `std::invalid_argument` where
/// a state belongs to another number of outputs.
struct R2 {
  /// Sums for each output, with squares taken around the running mean, which loses no digits (Welford 1962).
  struct State {
    Eigen::ArrayXd mean, variation, residual;
    double samples = 0;

    /// Names what a checkpoint keeps.
    void visit(auto& archive) {
      archive("mean", mean);
      archive("variation", variation);
      archive("residual", residual);
      archive("samples", samples);
    }
  };

  State init() const { return {}; }

  void update(auto& state, const auto& output, const auto& target) const {
    detail::check_target<R2>(output, target);
    if (state.samples == 0)
      state.mean = state.variation = state.residual = Eigen::ArrayXd::Zero(output.rows());
    check(state, output.rows());
    for (Index sample = 0; sample < output.cols(); ++sample) {
      const Eigen::ArrayXd t = target.col(sample).template cast<double>().array();
      const Eigen::ArrayXd distance = t - state.mean;
      state.mean += distance / ++state.samples;
      state.variation += distance * (t - state.mean);
      state.residual += (t - output.col(sample).template cast<double>().array()).square();
    }
  }

  double value(const auto& state) const { return (1 - state.residual / state.variation).mean(); }

 private:
  static void check(const auto& state, Index outputs) {
    for (const auto* sums : {&state.mean, &state.variation, &state.residual})
      if (sums->size() != outputs)
        detail::throw_mismatch("R2", "a state of " + std::to_string(outputs) + " outputs",
                               std::to_string(sums->size()), "begin a state anew for other outputs");
  }
};

}  // namespace strata
