#pragma once

#include <concepts>

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

}  // namespace detail

}  // namespace strata
