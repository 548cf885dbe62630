#pragma once

#include <Eigen/Core>
#include <concepts>
#include <functional>
#include <memory>
#include <string>

#include <strata/core/metric.hpp>
#include <strata/core/type_name.hpp>
#include <strata/data/dataset.hpp>
#include <strata/training/archive.hpp>

namespace strata {

/// Any metric or loss whose value is a number, as one type, for `fit`.
template <class Scalar, class TargetScalar>
class AnyMetric {
 public:
  using Output = Eigen::Ref<const Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic>>;
  using Target = Eigen::Ref<const TargetBatch<TargetScalar>>;

  /// Gathers one metric; `value` may be asked for at any time, `reset` begins anew.
  struct Gatherer {
    std::function<void()> reset;
    std::function<void(const Output&, const Target&)> update;
    std::function<double()> value;
    std::function<void(Archive&)> visit;
  };

  template <class M>
  requires(!std::same_as<M, AnyMetric>) AnyMetric(const M& metric) : name_(type_name<M>()) {
    gatherer_ = [gathering = gathered(metric)] {
      using State = decltype(gathering.init());
      const auto state = std::make_shared<State>(gathering.init());
      return Gatherer{
          [=] { *state = gathering.init(); },
          [=](const Output& output, const Target& target) { gathering.update(*state, output, target); },
          [=] { return static_cast<double>(gathering.value(*state)); },
          [=](Archive& archive) { archive.members(*state); }};
    };
  }

  /// The name of the metric's class.
  const std::string& name() const { return name_; }

  /// A new gatherer of this metric.
  Gatherer gatherer() const { return gatherer_(); }

 private:
  std::string name_;
  std::function<Gatherer()> gatherer_;
};

}  // namespace strata
