#pragma once

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <tuple>

#include <strata/data/dataset.hpp>

namespace strata::detail {

/// The mean, the deviation and the largest magnitude of each feature of some samples.
struct FeatureScale {
  Eigen::ArrayXd mean, deviation, largest;
  /// The first sample that holds NaN or infinity, as doubles, after which nothing is known, and the first
  /// feature that does; -1 if none does.
  Index unusable = -1, unusable_feature = -1;
};

/// Writes the features of a sample.
using SampleReader = std::function<void(Index, Eigen::ArrayXd&)>;

/// The largest power of two up to a magnitude; 1 for 0.
inline double unit_of(double magnitude) {
  return magnitude > 0 ? std::ldexp(1.0, std::ilogb(magnitude)) : 1.0;
}

/// Reads each sample once; stops at the first that holds NaN or infinity.
inline void measure_magnitudes(FeatureScale& scale, Index samples, const SampleReader& read) {
  Eigen::ArrayXd x(scale.largest.size());
  for (Index i = 0; i < samples && scale.unusable < 0; ++i) {
    read(i, x);
    for (Index k = 0; k < x.size(); ++k) {
      if (!std::isfinite(x[k]) && scale.unusable < 0) {
        scale.unusable = i;
        scale.unusable_feature = k;
      }
      scale.largest[k] = std::max(scale.largest[k], std::abs(x[k]));
    }
  }
}

/// Reads each sample twice: squares are taken of numbers up to 2, so that none overflows or vanishes, and
/// around the running mean, so that no digits are lost where the mean is large (Welford 1962). Plain loops
/// compile faster than Eigen's expressions.
[[gnu::cold, gnu::noinline]] inline FeatureScale measure(Index features, Index samples,
                                                         const SampleReader& read) {
  const Eigen::ArrayXd zero = Eigen::ArrayXd::Zero(features);
  FeatureScale scale{zero, zero, zero};
  measure_magnitudes(scale, samples, read);
  if (scale.unusable >= 0) return scale;

  Eigen::ArrayXd x = zero, unit = zero, variation = zero;
  for (Index k = 0; k < features; ++k) unit[k] = unit_of(scale.largest[k]);
  for (Index i = 0; i < samples; ++i) {
    read(i, x);
    const double share = 1 / static_cast<double>(i + 1);
    for (Index k = 0; k < features; ++k) {
      const double number = x[k] / unit[k], distance = number - scale.mean[k];
      scale.mean[k] += distance * share;
      variation[k] += distance * (number - scale.mean[k]);
    }
  }
  for (Index k = 0; k < features; ++k) {
    scale.mean[k] *= unit[k];
    scale.deviation[k] = std::sqrt(variation[k] / static_cast<double>(samples)) * unit[k];
  }
  return scale;
}

/// The scale of the inputs (`Part` 0) or of the targets (`Part` 1) of a data set; of a large one, `at_most`
/// samples from all over it.
template <std::size_t Part, class Data>
FeatureScale measure(const Data& data, Index at_most) {
  auto sample = data.buffers(1);
  const Index samples = std::min(at_most, data.size()), stride = data.size() / samples;
  const auto& features = std::get<Part>(sample);
  FeatureScale scale = measure(features.rows(), samples, [&](Index i, Eigen::ArrayXd& x) {
    data.gather(i * stride, 1, sample.first, sample.second);
    for (Index k = 0; k < x.size(); ++k) x[k] = static_cast<double>(features(k));
  });
  if (scale.unusable >= 0) scale.unusable *= stride;
  return scale;
}

}  // namespace strata::detail
