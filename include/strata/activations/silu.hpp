#pragma once

#include <numbers>

#include <strata/core/exp.hpp>

namespace strata {

/// The sigmoid linear unit, also called swish: y = x s with s = 1 / (1 + exp(-x)); dy/dx = s (1 + x (1 - s)).
/// PyTorch: https://pytorch.org/docs/stable/generated/torch.nn.SiLU.html
struct SiLU {
  /// The gain of the weights before it, as `Automatic` draws them.
  static constexpr double initial_gain() { return std::numbers::sqrt2; }

  void forward(const auto& x, auto& y, const auto&) const {
    y.array() = detail::bounded_below(x.array()) * detail::logistic(x.array());
  }

  void backward_input(const auto& x, const auto&, const auto& dy, auto& dx, const auto&) const {
    dx.array() = dy.array() * detail::apply<Slope>(detail::bounded(x.array()));
  }

 private:
  struct Slope {
    template <class Scalar, class Packet>
    static Packet of_packet(const Packet& x) {
      return detail::logistic_plus_slope<Scalar>(x, x);
    }

    template <class Scalar>
    static Scalar of_number(Scalar x) {
      if constexpr (detail::has_packet_functions<Scalar>)
        return of_packet<Scalar>(x);
      else
        return detail::logistic(x) * (1 + x * detail::logistic(-x));
    }
  };
};

}  // namespace strata
