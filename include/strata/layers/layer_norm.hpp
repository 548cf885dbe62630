#pragma once

#include <cmath>

#include <strata/core/layer.hpp>

namespace strata {

/// Normalises each sample over its features: y = w z + b with z = (x - mean) / sqrt(variance + epsilon).
///
/// Mean and (biased) variance are those of the sample; w and b have one element for each feature and begin
/// at 1 and 0. With g = w dL/dy: dL/dx = (g - mean(g) - z mean(g z)) / sqrt(variance + epsilon), dL/dw and
/// dL/db are the sums of z dL/dy and dL/dy over samples.
/// Ba, Kiros and Hinton (2016); PyTorch:
/// https://pytorch.org/docs/stable/generated/torch.nn.LayerNorm.html
struct LayerNorm {
  double epsilon = 1e-5;

  template <class Input>
  constexpr auto parameters(const Input& input) const {
    const Shape<Input::static_size> features(input.size());
    return Tensors(tensor<"weight">(features), tensor<"bias">(features));
  }

  template <class Input, class Batch>
  constexpr auto scratch(const Input& input, const Batch& batch) const {
    return Tensors(
        tensor<"normalized">(Shape<Input::static_size, Batch::static_size>(input.size(), batch.size())),
        tensor<"scale">(Shape<Batch::static_size>(batch.size())));
  }

  void initialize(const auto& context, const auto&) const {
    auto weight = get<0>(context.parameters);
    auto bias = get<1>(context.parameters);
    weight.setOnes();
    bias.setZero();
  }

  void forward(const auto& x, auto& y, const auto& context) const {
    const auto& [weight, bias] = context.parameters;
    auto z = get<0>(context.scratch);
    auto scale = get<1>(context.scratch);
    using Scalar = typename decltype(z)::Scalar;
    for (Index sample = 0; sample < x.cols(); ++sample) {
      auto column = z.col(sample);
      column = x.col(sample).array() - x.col(sample).mean();
      const Scalar variance = column.squaredNorm() / static_cast<Scalar>(column.size());
      scale(sample) = 1 / std::sqrt(variance + static_cast<Scalar>(epsilon));
      column *= scale(sample);
      y.col(sample) = weight.cwiseProduct(column) + bias;
    }
  }

  void backward_parameters(const auto&, const auto&, const auto& dy, const auto& gradient,
                           const auto& context) const {
    auto d_weight = get<0>(gradient);
    auto d_bias = get<1>(gradient);
    d_weight = get<0>(context.scratch).cwiseProduct(dy).rowwise().sum();
    d_bias = dy.rowwise().sum();
  }

  void backward_input(const auto&, const auto&, const auto& dy, auto& dx, const auto& context) const {
    const auto weight = get<0>(context.parameters);
    const auto z = get<0>(context.scratch);
    const auto scale = get<1>(context.scratch);
    for (Index sample = 0; sample < dy.cols(); ++sample) {
      auto g = dx.col(sample);
      const auto column = z.col(sample);
      g = weight.cwiseProduct(dy.col(sample));
      const auto mean = g.mean();
      const auto mean_along_z = g.dot(column) / static_cast<decltype(mean)>(g.size());
      g = scale(sample) * (g.array() - mean - column.array() * mean_along_z);
    }
  }
};

}  // namespace strata
