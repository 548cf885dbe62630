#pragma once

#include <concepts>
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

/// Any loss, as the mean over all samples. (A loss that weights classes is weighted within each batch alone.)
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

  double value(const State& state) const { return state.sum / static_cast<double>(state.samples); }
};

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

}  // namespace strata
