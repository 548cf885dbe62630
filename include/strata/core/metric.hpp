#pragma once

#include <algorithm>
#include <cmath>
#include <concepts>
#include <limits>
#include <string>

#include <strata/core/loss.hpp>
#include <strata/core/shape.hpp>
#include <strata/core/type_name.hpp>

namespace strata {

/// A figure about a network's outputs that is gathered batch by batch: `metric.init()` begins, then
/// `metric.update(state, output, target)` sees each batch, and `metric.value(state)` is the figure.
template <class M, class Output, class Target>
concept Metric = requires(const M& metric, const Output& output, const Target& target) {
  requires requires(decltype(metric.init())& state) {
    metric.update(state, output, target);
    metric.value(state);
  };
};

/// Any loss, as the mean over all samples; 0 before the first. (A loss that weights classes is weighted
/// within each batch alone.)
template <class L>
struct MeanOf {
  L loss;

  struct State {
    double sum = 0;
    Index samples = 0;

    /// Names what a checkpoint keeps.
    void visit(auto& archive) {
      archive("sum", sum);
      archive("samples", samples);
    }
  };

  State init() const { return {}; }

  void update(State& state, const auto& output, const auto& target) const {
    state.sum += static_cast<double>(loss.value(output, target)) * static_cast<double>(output.cols());
    state.samples += output.cols();
  }

  double value(const State& state) const {
    const double mean = state.sum / static_cast<double>(std::max<Index>(1, state.samples));
    // Processors give the NaN that they make a sign, which would be printed.
    return std::isnan(mean) ? std::numeric_limits<double>::quiet_NaN() : mean;
  }
};

namespace detail {

/// Whether a figure takes outputs for logits, by its kind or by a setting: `metric.expects_logits()`.
template <class M>
bool expects_logits(const M& metric) {
  if constexpr (requires { metric.expects_logits(); })
    return metric.expects_logits();
  else
    return TakesLogits<M>;
}

}  // namespace detail

/// What gathers `metric`: itself, or the mean of a loss.
template <class M>
auto gathered(const M& metric) {
  if constexpr (requires {
                  metric.init();
                  metric.value(metric.init());
                })
    return metric;
  else
    return MeanOf<M>{metric};
}

namespace detail {

/// Throws where a target is not a number, by which no output can be measured.
template <class Metric, class Target>
void check_targets_are_numbers(const Target& target) {
  if constexpr (!std::integral<typename Target::Scalar>)
    for (Index sample = 0; sample < target.cols(); ++sample)
      if (target.col(sample).hasNaN())
        throw_mismatch(type_name<Metric>(), "targets that are numbers", {"nan in ", sample_name(sample)},
                       "leave out samples whose target is missing");
}

/// Throws where a state was begun with another number of outputs.
template <class Metric>
void check_state_has_outputs(Index expected, Index got) {
  if (expected != got)
    throw_mismatch(type_name<Metric>(), {"a state of ", expected, " outputs"}, got,
                   "begin a state anew for other outputs");
}

}  // namespace detail

}  // namespace strata
