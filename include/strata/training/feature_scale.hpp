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
  /// The first sample that holds NaN or infinity, after which nothing is known; -1 if none does.
  Index unusable = -1;
};

/// Writes the features of a sample.
using SampleReader = std::function<void(Index, Eigen::ArrayXd&)>;

/// The largest power of two up to each magnitude; 1 for 0.
inline Eigen::ArrayXd powers_of_two(const Eigen::ArrayXd& magnitudes) {
  return magnitudes.unaryExpr([](double x) { return x > 0 ? std::ldexp(1.0, std::ilogb(x)) : 1.0; });
}

/// Reads each sample twice: squares are taken of numbers up to 2, so that none overflows or vanishes, and
/// around the running mean, so that no digits are lost where the mean is large (Welford 1962).
[[gnu::noinline]] inline FeatureScale measure(Index features, Index samples, const SampleReader& read) {
  const Eigen::ArrayXd zero = Eigen::ArrayXd::Zero(features);
  FeatureScale scale{zero, zero, zero};
  Eigen::ArrayXd x = zero, distance = zero, variation = zero;
  for (Index i = 0; i < samples; ++i) {
    read(i, x);
    if (!x.allFinite()) {
      scale.unusable = i;
      return scale;
    }
    scale.largest = scale.largest.max(x.abs());
  }
  const Eigen::ArrayXd unit = powers_of_two(scale.largest);
  for (Index i = 0; i < samples; ++i) {
    read(i, x);
    x /= unit;
    distance = x - scale.mean;
    scale.mean += distance / static_cast<double>(i + 1);
    variation += distance * (x - scale.mean);
  }
  scale.mean *= unit;
  scale.deviation = (variation / static_cast<double>(samples)).sqrt() * unit;
  return scale;
}

/// The scale of the inputs (`Part` 0) or of the targets (`Part` 1) of a data set; of a large one, `at_most`
/// samples from all over it.
template <std::size_t Part, class Data>
FeatureScale measure(const Data& data, Index at_most) {
  auto sample = data.buffers(1);
  const Index samples = std::min(at_most, data.size()), stride = data.size() / samples;
  const auto& features = std::get<Part>(sample);
  return measure(features.rows(), samples, [&](Index i, Eigen::ArrayXd& x) {
    data.gather(i * stride, 1, sample.first, sample.second);
    x = features.template cast<double>().array();
  });
}

}  // namespace strata::detail
