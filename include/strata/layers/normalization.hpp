#pragma once

#include <Eigen/Core>

#include <strata/core/layer.hpp>

namespace strata {

namespace detail {

/// The state of layers that scale features: a mean and a deviation of each, which begin at 0 and 1.
struct MeanAndDeviation {
  template <class Input>
  constexpr auto state(const Input& input) const {
    const Shape<Input::static_size> features(input.size());
    return Tensors(tensor<"mean">(features), tensor<"deviation">(features));
  }

  void initialize(const auto& context, const auto&) const {
    auto mean = get<0>(context.state);
    auto deviation = get<1>(context.state);
    mean.setZero();
    deviation.setOnes();
  }
};

}  // namespace detail

/// Standardises each feature with figures of the data that never change in training: y = (x - mean) /
/// deviation; dL/dx = dL/dy / deviation.
///
/// Both are state, so that they travel with the network; they begin at 0 and 1, and `adapt` measures them.
/// Keras: https://keras.io/api/layers/preprocessing_layers/numerical/normalization/
struct Normalization : detail::MeanAndDeviation {
  void forward(const auto& x, auto& y, const auto& context) const {
    const auto& [mean, deviation] = context.state;
    y = (x.colwise() - mean).array().colwise() / deviation.array();
  }

  void backward_input(const auto&, const auto&, const auto& dy, auto& dx, const auto& context) const {
    dx = dy.array().colwise() / get<1>(context.state).array();
  }
};

}  // namespace strata
