#pragma once

#include <Eigen/Core>
#include <concepts>
#include <string>
#include <type_traits>

#include <strata/core/error.hpp>

namespace strata {

/// `optimizer.init(parameters)` makes what is remembered between steps; `optimizer.step(parameters,
/// gradient, state)` moves the parameters against the gradient, in one pass over flat vectors.
template <class O, class Vector>
concept Optimizer = requires(const O& optimizer, Vector& parameters, const Vector& gradient) {
  { optimizer.init(parameters) } -> std::copyable;
  requires requires(decltype(optimizer.init(parameters)) state) {
    optimizer.step(parameters, gradient, state);
  };
};

namespace detail {

inline void check_same_length(std::string_view who, std::string_view what, Index expected, Index got) {
  if (expected != got)
    throw_mismatch(who, std::to_string(expected) + " elements as in the parameters",
                   std::to_string(got) + " in the " + std::string(what),
                   "pass the gradient and the state that belong to these parameters");
}

/// The vector as its updates should see it. Eigen takes packets that divide a fixed size, which can be
/// short ones; from some packets on, a run-time size with full packets is faster.
template <class Vector>
auto for_update(Vector& vector) {
  using Scalar = typename Vector::Scalar;
  constexpr Index size = Vector::SizeAtCompileTime;
  constexpr Index extent = size != Dynamic && size <= 32 ? size : Dynamic;
  using Target = Eigen::Matrix<Scalar, static_cast<int>(extent), 1>;
  using Qualified = std::conditional_t<std::is_const_v<Vector>, const Target, Target>;
  return Eigen::Map<Qualified>(vector.data(), vector.size());
}

}  // namespace detail

}  // namespace strata
