#pragma once

#include <type_traits>

#include <strata/network/sequential.hpp>

/// Names the header of a function that keeps networks in files where it is called without that header. With
/// it, the function itself is the better match, because nothing else takes a network as `volatile`.
namespace strata {

namespace detail {

/// Anything, by a conversion of its own.
struct Anything {
  template <class T>
  Anything(const T&) {}
};

}  // namespace detail

template <class Scalar, class InputType, class... Layers>
void save(const volatile Sequential<Scalar, InputType, Layers...>&, const detail::Anything&) {
  static_assert(std::is_void_v<Scalar>, "strata: save needs #include <strata/io/safetensors.hpp>");
}

template <class Scalar, class InputType, class... Layers>
void load(const volatile Sequential<Scalar, InputType, Layers...>&, const detail::Anything&) {
  static_assert(std::is_void_v<Scalar>, "strata: load needs #include <strata/io/safetensors.hpp>");
}

template <class Scalar, class InputType, class... Layers>
void save_header(const volatile Sequential<Scalar, InputType, Layers...>&, const detail::Anything&) {
  static_assert(std::is_void_v<Scalar>, "strata: save_header needs #include <strata/io/header.hpp>");
}

}  // namespace strata
