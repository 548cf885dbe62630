#pragma once

#include <Eigen/Core>
#include <concepts>

#include <strata/core/random.hpp>
#include <strata/core/shape.hpp>

namespace strata {

/// How many inputs feed one unit, and how many units one input feeds.
struct Fans {
  Index in;
  Index out;
};

/// `initializer(weights, fans, generator)` writes the first values of a layer's weights.
template <class I>
concept Initializer = requires(const I& initializer, Eigen::MatrixXd& weights, Fans fans,
                               Generator& generator) {
  initializer(weights, fans, generator);
};

namespace detail {

/// What `initializer` becomes for weights whose outputs pass through an activation of this gain; 0 stands
/// for none. Only an initializer that asks for the gain changes.
template <class I>
constexpr auto for_gain(const I& initializer, double gain) {
  if constexpr (requires { initializer.for_gain(gain); })
    return initializer.for_gain(gain);
  else
    return initializer;
}

}  // namespace detail

}  // namespace strata
