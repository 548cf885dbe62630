#pragma once

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <concepts>
#include <string>

#include <strata/core/message.hpp>
#include <strata/network/sequential.hpp>
#include <strata/training/feature_scale.hpp>
#include <strata/training/scaled_loss.hpp>

namespace strata::detail {

/// Where targets are so far from the outputs of about unit scale with which a network begins: steps of Adam
/// are as long as its rate, 1e-3, and a path of 100 takes 1e5 of them; of targets that differ by less than
/// 0.01 they leave a tenth as noise.
inline constexpr double far_target = 100, close_targets = 0.01;

/// How many samples tell the scale of a data set.
inline constexpr Index samples_for_remark = 1000;

/// The feature that is far from unit scale, or -1. Single features that hardly change are left alone beside
/// others, as pixels at the edge of a picture, and so are constants with their rounding errors.
[[gnu::cold, gnu::noinline]] inline Index far_feature(const FeatureScale& scale) {
  Index widest = 0;
  for (Index k = 0; k < scale.mean.size(); ++k) {
    if (std::abs(scale.mean[k]) > far_target || scale.deviation[k] > far_target) return k;
    if (scale.deviation[k] > scale.deviation[widest]) widest = k;
  }
  const double deviation = scale.deviation[widest];
  return deviation < close_targets && deviation > 1e-6 * scale.largest[widest] ? widest : -1;
}

/// Whether outputs already have about the scale of the targets, as those of a network that is trained, or
/// whose last layer is one of the user's that scales.
[[gnu::cold, gnu::noinline]] inline bool are_near(const FeatureScale& outputs, const FeatureScale& targets) {
  constexpr double times = 10;
  if (outputs.unusable >= 0) return false;
  for (Index k = 0; k < targets.mean.size(); ++k) {
    const double distance = std::abs(outputs.mean[k] - targets.mean[k]);
    if (std::max(distance, outputs.deviation[k]) > times * targets.deviation[k]) return false;
    if (targets.deviation[k] > times * outputs.deviation[k]) return false;
  }
  return true;
}

/// The scale of the outputs for the inputs of a data set.
template <class Net, class Data>
FeatureScale measure_outputs(const Net& net, const Data& data, Index at_most) {
  auto sample = data.buffers(1);
  Workspace<Net> pass;
  const Index samples = std::min(at_most, data.size()), stride = data.size() / samples;
  return measure(net.output_shape().size(), samples, [&](Index i, Eigen::ArrayXd& y) {
    data.gather(i * stride, 1, sample.first, sample.second);
    const auto output = net.predict(std::as_const(sample.first).leftCols(1), pass);
    for (Index k = 0; k < y.size(); ++k) y[k] = static_cast<double>(output(k, 0));
  });
}

/// The targets' scale in the unit in which `fit` compares them with outputs.
template <class Net>
FeatureScale in_scaled_unit([[maybe_unused]] const Net& net, FeatureScale scale) {
  if constexpr (scales_targets<Net>) {
    const auto& [mean, deviation] = net.template layer_state<Net::layer_count - 1>();
    for (Index k = 0; k < scale.mean.size(); ++k) {
      const auto unit = static_cast<double>(deviation(k));
      scale.mean[k] = (scale.mean[k] - static_cast<double>(mean(k))) / unit;
      scale.deviation[k] /= unit;
      scale.largest[k] /= unit;
    }
  }
  return scale;
}

/// What is said about a feature of the targets that is far from unit scale.
[[gnu::cold, gnu::noinline]] inline std::string far_target_text(const FeatureScale& scale, Index feature,
                                                                bool has_denormalization) {
  return joined(
      {"The targets (feature ", feature, ": mean ", to_digits(scale.mean[feature], 3), ", deviation ",
       to_digits(scale.deviation[feature], 3), ") are far from ",
       has_denormalization ? "those of the network's Denormalization" : "unit scale and nothing scales them",
       ", which makes training slow or diverge: ",
       has_denormalization ? "" : "end the network with Denormalization and ",
       "call adapt(net, train) before fit"});
}

/// Says where targets are far from unit scale; else empty.
template <class Net, class Data>
std::string far_target_remark(const Net& net, const Data& data) {
  if (data.target_features() != net.output_shape().size()) return {};
  const FeatureScale targets = measure<1>(data, samples_for_remark);
  if (targets.unusable >= 0) return {};
  const Index feature = far_feature(in_scaled_unit(net, targets));
  if (feature < 0 || are_near(measure_outputs(net, data, samples_for_remark), targets)) return {};
  return far_target_text(targets, feature, scales_targets<Net>);
}

/// What `fit` says of the targets' scale before it begins; empty where there is nothing to say.
template <class L, class Net, class Data>
std::string scale_remark(const Net& net, const Data& data) {
  std::string remark;
  if constexpr (std::floating_point<typename Data::Targets::Scalar> && !TakesLogits<L>)
    remark = far_target_remark(net, data);
  if (remark.empty() && trains_in_scaled_unit<Net>)
    remark = "Losses and metrics are in the targets' own unit; steps follow the loss in that of deviations.";
  return remark;
}

}  // namespace strata::detail
