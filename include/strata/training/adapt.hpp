#pragma once

#include <Eigen/Core>

#include <strata/data/dataset.hpp>
#include <strata/layers/normalization.hpp>
#include <strata/network/sequential.hpp>

namespace strata {

/// Sets the mean and the deviation of a network's first layer, a `Normalization`, to those of this data,
/// which should be training data alone. A feature that never changes keeps the deviation 1.
///
/// Throws `std::invalid_argument` where the data has other features.
template <class Scalar, class InputType, class... Layers, class T>
void adapt(Sequential<Scalar, InputType, Normalization, Layers...>& net, const Dataset<Scalar, T>& data) {
  using Sums = Eigen::Array<double, Eigen::Dynamic, 1>;
  auto [input, target] = data.buffers(1);
  detail::check_input<Normalization, Scalar,
                      Sequential<Scalar, InputType, Normalization, Layers...>::static_input_size, Dynamic>(
      input, net.input_shape().size());
  Sums mean = Sums::Zero(input.rows()), variation = mean;
  for (Index i = 0; i < data.size(); ++i) {
    data.gather(i, 1, input, target);
    const Sums x = input.template cast<double>().array();
    const Sums distance = x - mean;  // Welford (1962): no digits are lost where the mean is large
    mean += distance / static_cast<double>(i + 1);
    variation += distance * (x - mean);
  }
  const Sums deviation = (variation / static_cast<double>(data.size())).sqrt();
  auto [layer_mean, layer_deviation] = net.template layer_state<0>();
  layer_mean = mean.template cast<Scalar>().matrix();
  layer_deviation = (deviation > 0).select(deviation, 1).template cast<Scalar>().matrix();
}

}  // namespace strata
