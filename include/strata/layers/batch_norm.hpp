#pragma once

#include <stdexcept>

#include <strata/core/error.hpp>
#include <strata/core/layer.hpp>

namespace strata {

/// Normalises each feature over the batch: y = w z + b with z = (x - mean) / sqrt(variance + epsilon).
///
/// In training, mean and (biased) variance are those of the batch, and the running ones, which inference
/// uses, move towards them (the variance unbiased): running <- (1 - momentum) running + momentum batch.
/// w and b have one element for each feature and begin at 1 and 0. With n samples and g = w dL/dy:
/// dL/dx = (g - mean(g) - z mean(g z)) / sqrt(variance + epsilon), dL/dw and dL/db are the sums of z dL/dy
/// and dL/dy over samples. Training throws `std::invalid_argument` for a batch of one sample.
/// Ioffe and Szegedy (2015); PyTorch:
/// https://pytorch.org/docs/stable/generated/torch.nn.BatchNorm1d.html
struct BatchNorm {
  double epsilon = 1e-5;
  double momentum = 0.1;

  template <class Input>
  constexpr auto parameters(const Input& input) const {
    const Shape<Input::static_size> features(input.size());
    return Tensors(tensor<"weight">(features), tensor<"bias">(features));
  }

  template <class Input>
  constexpr auto state(const Input& input) const {
    const Shape<Input::static_size> features(input.size());
    return Tensors(tensor<"running_mean">(features), tensor<"running_var">(features));
  }

  template <class Input, class Batch>
  constexpr auto scratch(const Input& input, const Batch& batch) const {
    const Shape<Input::static_size> features(input.size());
    return Tensors(
        tensor<"normalized">(Shape<Input::static_size, Batch::static_size>(input.size(), batch.size())),
        tensor<"scale">(features), tensor<"mean">(features), tensor<"mean_along_z">(features));
  }

  void initialize(const auto& context, const auto&) const {
    auto weight = get<0>(context.parameters);
    auto bias = get<1>(context.parameters);
    auto running_mean = get<0>(context.state);
    auto running_variance = get<1>(context.state);
    weight.setOnes();
    bias.setZero();
    running_mean.setZero();
    running_variance.setOnes();
  }

  void forward(const auto& x, auto& y, const auto& context) const {
    if (x.cols() < 2)
      detail::fail<std::invalid_argument>(
          "strata: BatchNorm: expected a batch of at least 2 samples in training, got 1; one sample has no "
          "variance: take more samples and a batch size above 1, or LayerNorm");
    const auto& [weight, bias] = context.parameters;
    auto z = get<0>(context.scratch);
    auto scale = get<1>(context.scratch);
    auto mean = get<2>(context.scratch);
    using Scalar = typename decltype(z)::Scalar;
    const auto samples = static_cast<Scalar>(x.cols());

    mean = x.rowwise().mean();
    z = x.colwise() - mean;
    auto variance = scale;
    variance = z.rowwise().squaredNorm() / samples;
    remember(mean, variance, samples, context);
    scale = (variance.array() + static_cast<Scalar>(epsilon)).rsqrt();
    z.array().colwise() *= scale.array();
    y = (z.array().colwise() * weight.array()).colwise() + bias.array();
  }

  void predict(const auto& x, auto& y, const auto& context) const {
    const auto& [weight, bias] = context.parameters;
    const auto& [mean, variance] = context.state;
    using Scalar = typename std::remove_cvref_t<decltype(y)>::Scalar;
    for (Index sample = 0; sample < x.cols(); ++sample)
      y.col(sample).array() = (x.col(sample) - mean).array() *
                                  (variance.array() + static_cast<Scalar>(epsilon)).rsqrt() * weight.array() +
                              bias.array();
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
    auto [z, scale, mean, mean_along_z] = context.scratch;
    mean = dy.rowwise().mean();
    mean_along_z = z.cwiseProduct(dy).rowwise().mean();
    for (Index sample = 0; sample < dy.cols(); ++sample)
      dx.col(sample).array() =
          weight.array() * scale.array() *
          ((dy.col(sample) - mean).array() - z.col(sample).array() * mean_along_z.array());
  }

 private:
  /// Moves the running statistics towards those of the batch.
  void remember(const auto& mean, const auto& variance, auto samples, const auto& context) const {
    using Scalar = decltype(samples);
    const auto share = static_cast<Scalar>(momentum);
    auto running_mean = get<0>(context.state);
    auto running_variance = get<1>(context.state);
    running_mean += share * (mean - running_mean);
    running_variance += share * (variance * (samples / (samples - 1)) - running_variance);
  }
};

}  // namespace strata
