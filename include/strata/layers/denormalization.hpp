#pragma once

#include <Eigen/Core>

#include <strata/layers/normalization.hpp>

namespace strata {

/// The inverse of `Normalization`, as the last layer of a network whose targets are far from unit scale:
/// y = mean + deviation x; dL/dx = deviation dL/dy.
///
/// Both are state, so that they travel with the network; they begin at 0 and 1, and `adapt` measures them in
/// the targets. `fit` then trains what the layer receives on (target - mean) / deviation.
/// Keras: https://keras.io/api/layers/preprocessing_layers/numerical/normalization/, `invert=True`
struct Denormalization : detail::MeanAndDeviation {
  void forward(const auto& x, auto& y, const auto& context) const {
    const auto& [mean, deviation] = context.state;
    y = ((x.array().colwise() * deviation.array()).colwise() + mean.array()).matrix();
  }

  void backward_input(const auto&, const auto&, const auto& dy, auto& dx, const auto& context) const {
    dx = (dy.array().colwise() * get<1>(context.state).array()).matrix();
  }
};

}  // namespace strata
