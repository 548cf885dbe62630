#pragma once

#include <limits>
#include <set>
#include <string>
#include <vector>

/// What the elementwise mathematics is compared with. Compiled once, without -ffast-math.
namespace edges {

/// -ffast-math has no infinities, and no denormal numbers, which packets of 32-bit ARM do not have either.
#ifdef __FAST_MATH__
inline constexpr bool fast_math = true;
#else
inline constexpr bool fast_math = false;
#endif
#ifdef __arm__
inline constexpr bool denormal_numbers = false;
#else
inline constexpr bool denormal_numbers = !fast_math;
#endif

/// Whether the textbook is more exact: long double is double on 32-bit ARM.
template <class Scalar>
inline constexpr bool comparable =
    std::numeric_limits<long double>::digits > std::numeric_limits<Scalar>::digits;

/// How far 0 may be from a denormal number, and from what one on the way to it would have become.
template <class Scalar>
inline constexpr long double tail = std::numeric_limits<Scalar>::min() * (denormal_numbers ? 1.0L : 4.0L);

/// A function of the textbook and its derivative. NaN stands for a value that the mathematics does not have.
struct Textbook {
  long double (*value)(long double x);
  long double (*slope)(long double x);
};

extern const Textbook elu, gelu, gelu_tanh, hard_swish, identity, leaky_relu, mish, relu, selu, sigmoid, silu,
    softplus, tanh;

/// The loss of one element, and its derivative in the output.
struct TextbookLoss {
  long double (*value)(long double output, long double target);
  long double (*slope)(long double output, long double target);
};

extern const TextbookLoss binary_cross_entropy, huber, mean_absolute_error, mean_squared_error;

/// exp(x_i) / sum_j exp(x_j), and its logarithm: the limits, where a single x is infinite.
std::vector<long double> softmax(const std::vector<long double>& x);
std::vector<long double> log_softmax(const std::vector<long double>& x);

/// How far `got` may be from the exact number: so many units in the last place of it or of `scale`, whichever
/// is larger, or `tail` whatever the exact number is.
struct Allowed {
  double ulps;
  long double scale = 0, tail = 0;
};

/// The error as a share of what is allowed; above 1 it is too large. Infinite for NaN where there is a value.
/// What rounds to infinity may be infinite or the largest number.
template <class Scalar>
double error(Scalar got, long double exact, const Allowed& allowed);

/// Zeros, every power of two and a number beyond it, and the largest numbers, of both signs.
template <class Scalar>
std::vector<Scalar> numbers(bool denormal, bool infinite);

/// The names of the structs that the headers in a folder define.
std::set<std::string> structs_in(const std::string& folder);

}  // namespace edges
