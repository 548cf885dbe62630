#pragma once

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <limits>

#include <strata/core/loss.hpp>
#include <strata/core/metric.hpp>

namespace strata {

/// The coefficient of determination, 1 - sum (t - y)^2 / sum (t - mean(t))^2, averaged over the outputs: 1 is
/// perfect, 0 no better than the mean.
///
/// Where a target never changes it is 1 if the output is always right, else 0, as scikit-learn says, and 0
/// before the first sample. With an output that is infinite or not a number it is the lowest of all numbers.
/// Throws `std::invalid_argument` for targets that are not numbers, and where a state belongs to another
/// number of outputs.
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
    detail::check_targets_are_numbers<R2>(target);
    if (state.samples == 0) begin(state, target);
    for (const auto* sums : {&state.mean, &state.variation, &state.residual})
      detail::check_state_has_outputs<R2>(output.rows(), sums->size());
    for (Index sample = 0; sample < output.cols(); ++sample) {
      const double samples = ++state.samples;
      const auto t = target.col(sample).template cast<double>().array();
      const auto y = output.col(sample).template cast<double>().array();
      state.variation += (t - state.mean).square() * ((samples - 1) / samples);
      state.mean += (t - state.mean) / samples;
      state.residual += (t - y).square();
    }
  }

  double value(const auto& state) const {
    double sum = 0;
    for (Index i = 0; i < state.mean.size(); ++i) sum += of_output(state.residual(i), state.variation(i));
    return std::max(std::numeric_limits<double>::lowest(),
                    sum / static_cast<double>(std::max<Index>(1, state.mean.size())));
  }

 private:
  static void begin(auto& state, const auto& target) {
    state.mean = target.col(0).template cast<double>().array();
    state.variation = state.residual = Eigen::ArrayXd::Zero(target.rows());
  }

  static double of_output(double residual, double variation) {
    if (!std::isfinite(residual)) return -std::numeric_limits<double>::infinity();
    if (variation == 0) return residual == 0 ? 1 : 0;
    return 1 - residual / variation;
  }
};

}  // namespace strata
