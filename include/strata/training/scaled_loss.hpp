#pragma once

#include <Eigen/Core>
#include <concepts>
#include <cstddef>
#include <tuple>
#include <type_traits>

#include <strata/core/loss.hpp>
#include <strata/layers/denormalization.hpp>
#include <strata/layers/normalization.hpp>
#include <strata/network/sequential.hpp>

namespace strata::detail {

/// Whether a network begins by standardising its input.
template <class Net>
inline constexpr bool scales_inputs = false;
template <class Scalar, class InputType, class First, class... Layers>
inline constexpr bool scales_inputs<Sequential<Scalar, InputType, First, Layers...>> =
    std::same_as<First, Normalization>;

/// Whether a network ends by giving its output the scale of the targets.
template <class Net>
inline constexpr bool scales_targets = false;
template <class Scalar, class InputType, class... Layers>
inline constexpr bool scales_targets<Sequential<Scalar, InputType, Layers...>> =
    std::same_as<std::tuple_element_t<sizeof...(Layers) - 1, std::tuple<Layers...>>, Denormalization>;

/// Whether `fit` takes the loss in front of that layer: alone, it has nothing to train.
template <class Net>
inline constexpr bool trains_in_scaled_unit = scales_targets<Net>&& Net::layer_count > 1;

/// Says at compile time that `Denormalization` ends a network whose targets are classes.
template <class TargetScalar>
struct TargetsHaveUnit {
  static_assert(
      std::floating_point<TargetScalar>,
      "strata: the network ends in Denormalization, which gives its output the scale of the targets: "
      "labels (whole numbers) have none; leave Denormalization out");
};

/// Says at compile time that `Denormalization` ends a network whose loss takes logits.
template <class L>
struct LossHasUnit {
  static_assert(
      !TakesLogits<L>,
      "strata: the network ends in Denormalization, which gives its output the scale of the targets: "
      "this loss compares probabilities, which have none; leave Denormalization out, or take a loss "
      "of numbers such as MeanSquaredError");
};

/// The loss with which `fit` trains a network. Where a `Denormalization` ends it, that is the loss of what
/// this layer receives and of targets on the same scale, so that their unit changes no step.
template <class Net, class L, class TargetScalar>
class ScaledLoss {
  static constexpr bool is_scaled = trains_in_scaled_unit<Net>;
  static constexpr TargetsHaveUnit<std::conditional_t<is_scaled, TargetScalar, double>> targets_have_unit{};
  static constexpr LossHasUnit<std::conditional_t<is_scaled, L, void>> loss_has_unit{};
  using Scalar = typename Net::Scalar;
  using Shown = std::common_type_t<Scalar, double>;

 public:
  /// Writes the gradient in the parameters to `pass`, as `net.backward` does, and returns the loss in the
  /// targets' own unit.
  template <class Targets>
  double backward(const Net& net, Workspace<Net>& pass, const L& loss, const Targets& targets) {
    if constexpr (!is_scaled)
      return static_cast<double>(net.backward(pass, loss, targets));
    else
      return scaled_backward(net, pass, loss, targets);
  }

 private:
  template <class Targets>
  double scaled_backward(const Net& net, Workspace<Net>& pass, const L& loss, const Targets& targets) {
    constexpr std::size_t last = Net::layer_count - 1;
    const auto& [mean, deviation] = net.template layer_state<last>();
    check_target<L>(pass.output(), targets);
    reserve(targets);
    auto scaled = targets_.leftCols(targets.cols());
    auto gradient = gradient_.leftCols(targets.cols());
    scaled = (targets.colwise() - mean).array().colwise() / deviation.array();
    value_and_gradient(loss, pass.template activation<last - 1>(), scaled, gradient);
    // The last layer's pullback multiplies by the deviation.
    gradient.array().colwise() /= deviation.array();
    net.backward(pass, gradient);
    return shown_loss(loss, pass.output(), targets);
  }

  /// In double where the loss takes it: squares of a unit can be beyond float where no step is.
  template <class Output, class Targets>
  static double shown_loss(const L& loss, const Output& output, const Targets& targets) {
    const auto y = output.template cast<Shown>();
    const auto t = targets.template cast<Shown>();
    if constexpr (requires { loss.value(y, t); })
      return static_cast<double>(loss.value(y, t));
    else
      return static_cast<double>(loss.value(output, targets));
  }

  /// Takes memory for the largest batch only.
  template <class Targets>
  void reserve(const Targets& targets) {
    if (targets_.cols() >= targets.cols()) return;
    targets_.resize(targets.rows(), targets.cols());
    gradient_.resize(targets.rows(), targets.cols());
  }

  Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic> targets_, gradient_;
};

}  // namespace strata::detail
