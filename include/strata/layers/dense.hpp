#pragma once

#include <algorithm>
#include <stdexcept>
#include <string>
#include <type_traits>

#include <strata/core/context.hpp>
#include <strata/core/elementwise.hpp>
#include <strata/core/error.hpp>
#include <strata/core/initializer.hpp>
#include <strata/core/product.hpp>
#include <strata/core/tensor.hpp>

namespace strata {

namespace detail {

/// `vector` becomes the sum of so many columns, one behind the other.
template <class Scalar>
void sum_columns(const Scalar* columns, Index count, Scalar* vector, Index size) {
  using Sum = Eigen::Map<Eigen::Array<Scalar, Eigen::Dynamic, 1>>;
  using Column = Eigen::Map<const Eigen::Array<Scalar, Eigen::Dynamic, 1>>;
  std::copy_n(columns, size, vector);
  for (Index column = 1; column < count; ++column) Sum(vector, size) += Column(columns + column * size, size);
}

/// `vector` becomes the sum of the columns of `matrix`.
template <class Matrix, class Vector>
void sum_columns(const Matrix& matrix, Vector& vector) {
  if constexpr (Matrix::ColsAtCompileTime == 1)
    copy(matrix, vector);
  else
    sum_columns(matrix.data(), matrix.cols(), vector.data(), vector.size());
}

}  // namespace detail

/// Leaves a layer's bias out: `Dense<128, no_bias>`, or with run-time sizes `Dense{128, no_bias}`.
inline constexpr std::false_type no_bias{};

/// The fully connected layer, y = W x + b.
///
/// x is in x samples, W `Units` x in, b `Units`, y `Units` x samples; the width `in` is the size of the
/// shape it receives. Pullbacks: dL/dx = W^T dL/dy, dL/dW = dL/dy x^T, dL/db = the sum of dL/dy over samples.
/// PyTorch: https://pytorch.org/docs/stable/generated/torch.nn.Linear.html
template <Index Units = Dynamic, bool HasBias = true>
class Dense {
  static_assert(Units == Dynamic || Units >= 1, "strata: Dense needs at least one unit, as in Dense<128>");

 public:
  constexpr Dense() requires(Units != Dynamic) = default;

  /// Throws `std::invalid_argument` where `units` is below 1.
  constexpr explicit Dense(Index units, std::bool_constant<HasBias> = {})
      : output_(Units == Dynamic ? units : Units) {
    if (Units != Dynamic && units != Units)
      detail::fail<std::invalid_argument>(
          detail::joined({"strata: Dense: expected the ", Units, " units of its type, got ", units,
                          "; as in Dense<128>{} or Dense{128}"}));
    if (units < 1)
      detail::fail<std::invalid_argument>(
          detail::joined({"strata: Dense: expected at least 1 unit, got ", units, "; as in Dense{128}"}));
  }

  template <class Input>
  constexpr auto output_shape(const Input&) const {
    return output_;
  }

  template <class Input>
  constexpr auto parameters(const Input& input) const {
    const auto weight = tensor<"weight">(Shape<Units, Input::static_size>(output_.size(), input.size()));
    if constexpr (HasBias)
      return Tensors(weight, tensor<"bias">(output_));
    else
      return Tensors(weight);
  }

  void initialize(const auto& context, const auto& initializer) const {
    auto weight = get<0>(context.parameters);
    initializer(weight, Fans{.in = weight.cols(), .out = weight.rows()}, context.generator);
    if constexpr (HasBias) {
      auto bias = get<1>(context.parameters);
      std::fill_n(bias.data(), bias.size(), typename decltype(bias)::Scalar{0});
    }
  }

  void forward(const auto& x, auto& y, const auto& context) const {
    const auto& weight = get<0>(context.parameters);
    if constexpr (HasBias)
      affine(weight, x, get<1>(context.parameters), y, context.packing);
    else
      product(weight, x, y, context.packing);
  }

  void backward_input(const auto&, const auto&, const auto& dy, auto& dx, const auto& context) const {
    product(get<0>(context.parameters).transpose(), dy, dx, context.packing);
  }

  void backward_parameters(const auto& x, const auto&, const auto& dy, const auto& gradient,
                           const auto& context) const {
    auto d_weight = get<0>(gradient);
    product(dy, x.transpose(), d_weight, context.packing);
    if constexpr (HasBias) {
      auto d_bias = get<1>(gradient);
      detail::sum_columns(dy, d_bias);
    }
  }

 private:
  [[no_unique_address]] Shape<Units> output_;
};

Dense(Index)->Dense<Dynamic, true>;
Dense(Index, std::false_type)->Dense<Dynamic, false>;

}  // namespace strata
