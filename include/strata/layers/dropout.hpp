#pragma once

#include <stdexcept>
#include <string>

#include <strata/core/error.hpp>
#include <strata/core/layer.hpp>
#include <strata/core/random.hpp>

namespace strata {

/// In training, sets each element to zero with probability `rate` and divides the others by 1 - rate, so
/// that the expectation stays; in inference, the identity. dL/dx = dL/dy times the same factors.
///
/// Draws from the generator that is passed to `forward`.
/// Srivastava et al. (2014); PyTorch: https://pytorch.org/docs/stable/generated/torch.nn.Dropout.html
class Dropout {
 public:
  /// Throws `std::invalid_argument` unless 0 <= rate < 1.
  constexpr Dropout(double rate = 0.5) : rate_(rate) {
    if (!(rate >= 0 && rate < 1))
      detail::fail<std::invalid_argument>("strata: Dropout: expected a rate of at least 0 and below 1, got " +
                                          detail::to_digits(rate) + "; as in Dropout{0.2}");
  }

  constexpr double rate() const { return rate_; }

  template <class Input, class Batch>
  constexpr auto scratch(const Input& input, const Batch& batch) const {
    return Tensors(
        tensor<"factor">(Shape<Input::static_size, Batch::static_size>(input.size(), batch.size())));
  }

  void forward(const auto& x, auto& y, const auto& context) const {
    auto factor = get<0>(context.scratch);
    using Scalar = typename decltype(factor)::Scalar;
    const auto kept = static_cast<Scalar>(1 / (1 - rate_));
    for (Index i = 0; i < factor.size(); ++i)
      factor.data()[i] = uniform(context.generator) < rate_ ? Scalar{0} : kept;
    y = x.cwiseProduct(factor);
  }

  void predict(const auto& x, auto& y, const auto&) const { y = x; }

  void backward_input(const auto&, const auto&, const auto& dy, auto& dx, const auto& context) const {
    dx = dy.cwiseProduct(get<0>(context.scratch));
  }

 private:
  double rate_;
};

}  // namespace strata
