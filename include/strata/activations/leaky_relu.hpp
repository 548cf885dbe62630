#pragma once

#include <Eigen/Core>
#include <cmath>

namespace strata {

/// y = x where x > 0, else slope x; dy/dx = 1 or slope.
/// PyTorch: https://pytorch.org/docs/stable/generated/torch.nn.LeakyReLU.html
struct LeakyReLU {
  double negative_slope = 0.01;

  /// The gain of the weights before it, as `Automatic` draws them.
  double initial_gain() const { return std::sqrt(2 / (1 + negative_slope * negative_slope)); }

  void forward(const auto& x, auto& y, const auto&) const { y = (x.array() > 0).select(x, slope(x) * x); }

  void backward_input(const auto& x, const auto&, const auto& dy, auto& dx, const auto&) const {
    dx = (x.array() > 0).select(dy, slope(x) * dy);
  }

 private:
  template <class X>
  typename X::Scalar slope(const X&) const {
    return static_cast<typename X::Scalar>(negative_slope);
  }
};

}  // namespace strata
