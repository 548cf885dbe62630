#pragma once

#include <Eigen/Core>
#include <concepts>
#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

#include <strata/core/metric.hpp>
#include <strata/core/type_name.hpp>
#include <strata/data/dataset.hpp>
#include <strata/training/archive.hpp>

namespace strata {

namespace detail {

/// Whether `M` gathers a figure, and whether that is one number.
template <class M>
inline constexpr bool is_metric = requires(const M& metric) {
  metric.value(metric.init());
};
template <class M>
inline constexpr bool is_number = requires(const M& metric) {
  static_cast<double>(metric.value(metric.init()));
};

/// Whether `M` has the value of a loss.
template <class M, class Output, class Target>
inline constexpr bool has_value = requires(const M& loss, const Output& output, const Target& target) {
  static_cast<double>(loss.value(output, target));
};

}  // namespace detail

/// Any metric or loss whose value is a number, as one type, for `fit`.
template <class Scalar, class TargetScalar>
class AnyMetric {
 public:
  using Output = Eigen::Ref<const Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic>>;
  using Target = Eigen::Ref<const TargetBatch<TargetScalar>>;

  /// Gathers one metric; `value` may be asked for at any time, `reset` begins anew.
  class Gatherer {
   public:
    virtual ~Gatherer() = default;
    virtual void reset() = 0;
    virtual void update(const Output& output, const Target& target) = 0;
    virtual double value() const = 0;
    virtual void visit(Archive& archive) = 0;
  };

  template <class M>
  requires(!std::same_as<M, AnyMetric>) AnyMetric(const M& metric)
      : name_(type_name<M>()),
        expects_logits_(detail::expects_logits(metric)),
        gatherer_(gatherer_of(metric)) {}

  /// The name of the metric's class.
  const std::string& name() const { return name_; }

  /// Whether it takes outputs for logits.
  bool expects_logits() const { return expects_logits_; }

  /// A new gatherer of this metric.
  std::unique_ptr<Gatherer> gatherer() const { return gatherer_(); }

 private:
  template <class M>
  static std::function<std::unique_ptr<Gatherer>()> gatherer_of(const M& metric) {
    constexpr bool is_metric = detail::is_metric<M>, is_loss = detail::has_value<M, Output, Target>;
    constexpr bool has_number = is_loss || detail::is_number<M>;
    static_assert(is_metric || is_loss,
                  "strata: .metrics takes metrics and losses themselves, as in "
                  ".metrics = {Accuracy{}, MeanAbsoluteError{}}");
    static_assert(!is_metric || has_number,
                  "strata: a metric of fit is one number for each epoch; this one, such as "
                  "ConfusionMatrix, is for evaluate(net, loss, data, metric)");
    if constexpr ((is_metric || is_loss) && has_number)
      return [gathering = gathered(metric)]() -> std::unique_ptr<Gatherer> {
        return std::make_unique<GathererOf<std::remove_const_t<decltype(gathering)>>>(gathering);
      };
    else
      return {};
  }

  template <class M>
  class GathererOf final : public Gatherer {
   public:
    explicit GathererOf(const M& metric) : metric_(metric) {}

    void reset() override { state_ = metric_.init(); }
    void update(const Output& output, const Target& target) override {
      metric_.update(state_, output, target);
    }
    double value() const override { return static_cast<double>(metric_.value(state_)); }
    void visit(Archive& archive) override { archive.members(state_); }

   private:
    M metric_;
    decltype(std::declval<const M&>().init()) state_ = metric_.init();
  };

  std::string name_;
  bool expects_logits_;
  std::function<std::unique_ptr<Gatherer>()> gatherer_;
};

}  // namespace strata
