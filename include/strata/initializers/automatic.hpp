#pragma once

#include <cmath>

#include <strata/core/initializer.hpp>
#include <strata/initializers/fill.hpp>
#include <strata/initializers/glorot.hpp>

namespace strata {

/// Follows the activation after the weights: an activation that states its `initial_gain()` keeps the
/// variance of signals with weights uniform on [-a, a), a = gain sqrt(3 / fan in); before others,
/// `GlorotUniform`.
///
/// That is He's initialization before ReLU and its relatives and LeCun's before SELU. Layers between the
/// weights and the activation that keep the shape, such as a normalisation, are looked through.
class Automatic {
 public:
  template <class Weights, class Source>
  void operator()(Weights& weights, Fans fans, Source& generator) const {
    if (gain_ == 0)
      GlorotUniform{}(weights, fans, generator);
    else
      detail::fill_uniform(weights, gain_ * std::sqrt(3.0 / static_cast<double>(fans.in)), generator);
  }

  /// The same, before an activation of this gain.
  constexpr Automatic for_gain(double gain) const {
    Automatic following;
    following.gain_ = gain;
    return following;
  }

 private:
  double gain_ = 0;
};

}  // namespace strata
