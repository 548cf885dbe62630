#pragma once

#include <cmath>

#include <strata/core/initializer.hpp>
#include <strata/initializers/fill.hpp>

namespace strata {

/// Keeps the variance of signals through linear layers and layers followed by SELU.
///
/// Uniform on [-a, a) with a = gain sqrt(3 / fan in).
/// LeCun et al. (1998), Efficient BackProp; Klambauer et al. (2017) for SELU.
struct LeCunUniform {
  double gain = 1;

  template <class Weights, class Source>
  void operator()(Weights& weights, Fans fans, Source& generator) const {
    detail::fill_uniform(weights, gain * std::sqrt(3.0 / static_cast<double>(fans.in)), generator);
  }
};

/// Keeps the variance of signals through linear layers and layers followed by SELU.
///
/// Normal with mean 0 and standard deviation gain sqrt(1 / fan in).
/// LeCun et al. (1998), Efficient BackProp; Klambauer et al. (2017) for SELU.
struct LeCunNormal {
  double gain = 1;

  template <class Weights, class Source>
  void operator()(Weights& weights, Fans fans, Source& generator) const {
    detail::fill_normal(weights, gain * std::sqrt(1.0 / static_cast<double>(fans.in)), generator);
  }
};

}  // namespace strata
