#pragma once

#include <Eigen/Core>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

#include <strata/core/error.hpp>
#include <strata/core/loss.hpp>
#include <strata/data/dataset.hpp>
#include <strata/layers/normalization.hpp>
#include <strata/network/sequential.hpp>
#include <strata/training/feature_scale.hpp>
#include <strata/training/scaled_loss.hpp>

namespace strata {

namespace detail {

/// What messages call the parts of a data set.
inline constexpr std::string_view part_names[] = {"inputs", "targets"};

/// Throws where a part of the data holds a number that is not finite.
template <std::size_t Part, class Data>
void check_finite(const Data& data, const FeatureScale& scale) {
  if (scale.unusable < 0) return;
  auto sample = data.buffers(1);
  data.gather(scale.unusable, 1, sample.first, sample.second);
  const auto number = static_cast<double>(std::get<Part>(sample)(scale.unusable_feature));
  throw_mismatch(
      "adapt", {"finite ", part_names[Part]},
      {to_digits(number), " in feature ", scale.unusable_feature, " of sample ", data.column(scale.unusable)},
      "leave the sample out, or replace the number");
}

/// Throws where targets do not have the features of the output.
template <class Net, class Data>
void check_target_features(const Net& net, const Data& data) {
  (void)TargetsHaveUnit<typename Data::Targets::Scalar>{};
  (void)TargetHasScalarOfOutput<typename Net::Scalar, typename Data::Targets::Scalar>{};
  if (data.target_features() != net.output_shape().size())
    throw_mismatch("adapt", {net.output_shape().size(), " features (rows) in the targets"},
                   data.target_features(), "the network's output has as many");
}

/// Throws where the differences of a feature from its mean, over its deviation, are beyond a scalar whose
/// numbers end at `largest` and lose digits below `smallest`.
[[gnu::noinline]] inline void check_is_held(const FeatureScale& scale, std::string_view part, double smallest,
                                            double largest) {
  for (Index i = 0; i < scale.mean.size(); ++i) {
    const double deviation = scale.deviation[i];
    if (scale.largest[i] <= largest - std::abs(scale.mean[i]) && (deviation == 0 || deviation >= smallest))
      continue;
    throw_mismatch("adapt",
                   {part, " of magnitudes up to ", to_digits(largest / 2), " with deviations of 0 or from ",
                    to_digits(smallest), " on"},
                   {"magnitudes up to ", to_digits(scale.largest[i]), " with the deviation ",
                    to_digits(deviation), " in feature ", i},
                   "give them in another unit");
  }
}

/// The scale of a part of the data, for a network of this scalar.
template <class Scalar, std::size_t Part, class Data>
FeatureScale scale_of(const Data& data) {
  // Figures are computed in double, whose limits count where the scalar's are wider.
  using Limits = std::numeric_limits<std::conditional_t<(sizeof(Scalar) < sizeof(double)), Scalar, double>>;
  FeatureScale scale = measure<Part>(data, data.size());
  check_finite<Part>(data, scale);
  check_is_held(scale, part_names[Part], double{Limits::min()}, double{Limits::max()});
  return scale;
}

/// Sets the state of layer `I`, a `Normalization` or `Denormalization`.
template <std::size_t I, class Net>
void set_scale(Net& net, const FeatureScale& scale) {
  using Scalar = typename Net::Scalar;
  auto [mean, deviation] = net.template layer_state<I>();
  for (Index k = 0; k < mean.size(); ++k) {
    mean(k) = static_cast<Scalar>(scale.mean[k]);
    deviation(k) = static_cast<Scalar>(scale.deviation[k] > 0 ? scale.deviation[k] : 1);
  }
}

/// Says at compile time that a network has nothing to adapt.
template <bool HasNormalization, bool HasDenormalization>
struct NetworkHasScale {
  static_assert(
      HasNormalization || HasDenormalization,
      "strata: adapt sets the mean and the deviation of a first layer Normalization and of a last layer "
      "Denormalization: the network has neither");
};

}  // namespace detail

/// Sets the mean and the deviation of a network's first layer, a `Normalization`, to those of the inputs of
/// this data, and of its last layer, a `Denormalization`, to those of the targets; a network may have one of
/// both. It should be training data alone. A feature that never changes keeps the deviation 1.
///
/// Throws `std::invalid_argument`, and changes nothing, where the data has other features, NaN or infinity,
/// or magnitudes with which the network's scalar cannot compute.
template <class Scalar, class InputType, class... Layers, class X, class T>
void adapt(Sequential<Scalar, InputType, Layers...>& net, const Dataset<X, T>& data) {
  using Net = Sequential<Scalar, InputType, Layers...>;
  constexpr bool has_first = detail::scales_inputs<Net>, has_last = detail::scales_targets<Net>;
  (void)detail::NetworkHasScale<has_first, has_last>{};
  detail::FeatureScale inputs, targets;
  if constexpr (has_first) {
    detail::check_input<Normalization, Scalar, Net::static_input_size, Dynamic>(data.buffers(1).first,
                                                                                net.input_shape().size());
    inputs = detail::scale_of<Scalar, 0>(data);
  }
  if constexpr (has_last) {
    detail::check_target_features(net, data);
    targets = detail::scale_of<Scalar, 1>(data);
  }
  if constexpr (has_first) detail::set_scale<0>(net, inputs);
  if constexpr (has_last) detail::set_scale<Net::layer_count - 1>(net, targets);
}

}  // namespace strata
