#pragma once

#include <cmath>

#include <strata/core/initializer.hpp>
#include <strata/initializers/fill.hpp>

namespace strata {

/// Keeps the variance of signals and gradients through layers whose activation is like tanh.
///
/// Uniform on [-a, a) with a = gain sqrt(6 / (fan in + fan out)).
/// Glorot and Bengio (2010); PyTorch calls it Xavier: https://pytorch.org/docs/stable/nn.init.html
struct GlorotUniform {
  double gain = 1;

  template <class Weights, class Source>
  void operator()(Weights& weights, Fans fans, Source& generator) const {
    detail::fill_uniform(weights, gain * std::sqrt(6.0 / static_cast<double>(fans.in + fans.out)), generator);
  }
};

/// Keeps the variance of signals and gradients through layers whose activation is like tanh.
///
/// Normal with mean 0 and standard deviation gain sqrt(2 / (fan in + fan out)).
/// Glorot and Bengio (2010); PyTorch calls it Xavier: https://pytorch.org/docs/stable/nn.init.html
struct GlorotNormal {
  double gain = 1;

  template <class Weights, class Source>
  void operator()(Weights& weights, Fans fans, Source& generator) const {
    detail::fill_normal(weights, gain * std::sqrt(2.0 / static_cast<double>(fans.in + fans.out)), generator);
  }
};

}  // namespace strata
