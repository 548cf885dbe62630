#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>
#include <random>
#include <type_traits>

namespace strata {

/// The source of random bits: its sequence is fixed by the C++ standard, unlike the library's distributions.
using Generator = std::mt19937_64;

/// The seed of everything that is not given another one.
inline constexpr std::uint64_t default_seed = 0;

/// Stands in for a generator where none was passed.
struct NoGenerator {};

/// A number from the uniform distribution on [0, 1): the upper 53 bits of one draw.
template <class Source>
double uniform(Source& source) {
  static_assert(!std::is_same_v<std::remove_const_t<Source>, NoGenerator>,
                "strata: this layer draws random numbers in training: pass a generator, as in "
                "net.forward(x, pass, generator)");
  static_assert(Source::min() == 0 && Source::max() == ~std::uint64_t{0},
                "strata: a generator must give 64 random bits, as strata::Generator does");
  return static_cast<double>(source() >> 11) * 0x1p-53;
}

/// A number from the normal distribution with mean 0 and variance 1, from two draws.
///
/// Box and Muller (1958): sqrt(-2 log u) cos(2 pi v).
template <class Source>
double normal(Source& source) {
  const double u = 1 - uniform(source);
  const double v = uniform(source);
  return std::sqrt(-2 * std::log(u)) * std::cos(2 * std::numbers::pi * v);
}

}  // namespace strata
