#pragma once

#include <cmath>

#include <strata/core/initializer.hpp>
#include <strata/initializers/fill.hpp>

namespace strata {

/// Keeps the variance of signals through layers followed by ReLU.
///
/// Uniform on [-a, a) with a = gain sqrt(6 / fan in).
/// He et al. (2015); PyTorch calls it Kaiming: https://pytorch.org/docs/stable/nn.init.html
struct HeUniform {
  double gain = 1;

  template <class Weights, class Source>
  void operator()(Weights& weights, Fans fans, Source& generator) const {
    detail::fill_uniform(weights, gain * std::sqrt(6.0 / static_cast<double>(fans.in)), generator);
  }
};

/// Keeps the variance of signals through layers followed by ReLU.
///
/// Normal with mean 0 and standard deviation gain sqrt(2 / fan in).
/// He et al. (2015); PyTorch calls it Kaiming: https://pytorch.org/docs/stable/nn.init.html
struct HeNormal {
  double gain = 1;

  template <class Weights, class Source>
  void operator()(Weights& weights, Fans fans, Source& generator) const {
    detail::fill_normal(weights, gain * std::sqrt(2.0 / static_cast<double>(fans.in)), generator);
  }
};

}  // namespace strata
