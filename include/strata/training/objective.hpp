#pragma once

#include <Eigen/Core>
#include <type_traits>
#include <utility>

#include <strata/core/optimizer.hpp>
#include <strata/network/sequential.hpp>

namespace strata {

/// The loss of a network on one batch as a function of its parameters, for an optimizer from elsewhere.
///
/// `f(theta, gradient)` returns the loss at `theta` and writes its gradient, unless that has no elements.
/// Holds a copy of the network, and references to input and target, which must outlive it.
template <class Net, class L, class X, class Target>
class Objective {
 public:
  Objective(const Net& net, const L& loss, const X& x, const Target& target)
      : net_(net), loss_(loss), x_(x), target_(target) {}

  /// Throws `std::invalid_argument` where `theta` has another length than the network's parameters.
  template <class Theta, class Gradient>
  typename Net::Scalar operator()(const Eigen::MatrixBase<Theta>& theta, Gradient&& gradient) {
    detail::check_same_length("objective", "theta", net_.parameter_count(), theta.size());
    net_.parameters() = theta;
    net_.forward(x_, pass_);
    const auto value = net_.backward(pass_, loss_, target_);
    if (gradient.size() > 0) gradient = pass_.gradient();
    return value;
  }

 private:
  Net net_;
  L loss_;
  const X& x_;
  const Target& target_;
  Workspace<Net, X::ColsAtCompileTime> pass_;
};

/// The loss of `net` on the batch `x` with this `target`, as `f(theta, gradient)`.
///
/// `x` and `target` must be matrices that outlive it, not expressions. In layers with a state, such as
/// `BatchNorm`, every call is a step of training.
template <class Scalar, class InputType, class... Layers, class L, class X, class Target>
auto objective(const Sequential<Scalar, InputType, Layers...>& net, const L& loss, X&& x, Target&& target) {
  static_assert(std::is_lvalue_reference_v<X> && std::is_lvalue_reference_v<Target>,
                "strata: an objective refers to its input and target: store them in variables");
  return Objective<Sequential<Scalar, InputType, Layers...>, L, std::remove_cvref_t<X>,
                   std::remove_cvref_t<Target>>(net, loss, x, target);
}

}  // namespace strata
