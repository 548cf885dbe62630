#pragma once

#include <bit>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>

#include <strata/core/text.hpp>
#include <strata/data/bytes.hpp>
#include <strata/data/half.hpp>

namespace strata {

/// How files of numbers are read: `read_npy<float>(path, {.allow_narrowing = true})`.
struct ReadOptions {
  /// Allows numbers to be rounded to a floating-point type that has fewer digits: 0.1 of `double` to `float`.
  bool allow_narrowing = false;
};

/// The numbers of files in the types of programs: none changes unasked.
namespace detail {

/// What becomes of a number in another type.
enum class Fit { exact, rounded, none };

/// Whether every `T` is a `Scalar` too. Whole numbers have a `max_exponent` of 0, so none holds fractions.
template <class T, class Scalar, class From = std::numeric_limits<T>, class To = std::numeric_limits<Scalar>>
inline constexpr bool always_fits = To::digits >= From::digits&& To::max_exponent >= From::max_exponent &&
                                    (To::is_signed || !From::is_signed);

template <class Scalar, class T>
Scalar widened(T number) {
  return static_cast<Scalar>(number);
}

/// The digits, in base 2, that a whole number needs.
template <std::integral T>
int significant_digits(T number) {
  const auto bits = static_cast<std::uint64_t>(number);
  const std::uint64_t magnitude = number < T{} ? 0 - bits : bits;
  return magnitude == 0 ? 0 : 64 - std::countl_zero(magnitude) - std::countr_zero(magnitude);
}

/// Puts a number into a floating-point type.
template <class T, std::floating_point Scalar>
Fit put(T number, Scalar& result) {
  result = static_cast<Scalar>(number);
  if constexpr (std::integral<T>) {
    return significant_digits(number) <= std::numeric_limits<Scalar>::digits ? Fit::exact : Fit::rounded;
  } else {
    if (static_cast<T>(result) == number || number != number) return Fit::exact;
    return std::isinf(result) ? Fit::none : Fit::rounded;
  }
}

/// Puts a number into a type of whole numbers, which hold it to the bit or not at all.
template <class T, std::integral Scalar>
Fit put(T number, Scalar& result) {
  using Limits = std::numeric_limits<Scalar>;
  if constexpr (std::floating_point<T>) {
    const T end = std::ldexp(T{1}, Limits::digits);
    if (!(number >= static_cast<T>(Limits::min()) && number < end && std::trunc(number) == number))
      return Fit::none;
    result = static_cast<Scalar>(number);
    return Fit::exact;
  } else {
    result = static_cast<Scalar>(number);
    return static_cast<T>(result) == number && (result < Scalar{}) == (number < T{}) ? Fit::exact : Fit::none;
  }
}

/// Refuses element `i` of a file for what would become of it.
[[noreturn, gnu::noinline]] inline void throw_unfit(Fit fit, bool is_whole, Index i,
                                                    const std::string& number, std::string_view file) {
  const std::string where = "element " + std::to_string(i);
  if (is_whole) throw_bad_file(file, where, "a whole number within the range of the wanted type", number);
  if (fit == Fit::none) throw_bad_file(file, where, "a number that the wanted type can hold", number);
  throw_bad_file(file, where, "a number that the wanted type holds to the bit",
                 number + "; read a wider type, or pass {.allow_narrowing = true} to round it");
}

/// `count` numbers of type `T`, one after the other, as `Scalar`s. Throws `std::runtime_error` where one does
/// not fit.
template <class T, class Scalar>
void convert(const char* data, std::endian order, Index count, Scalar* result, std::string_view file,
             const ReadOptions& options = {}) {
  using Number = std::conditional_t<std::same_as<T, Half>, float, T>;
  for (Index i = 0; i < count; ++i) {
    const Number number = number_at<T>(data + i * static_cast<Index>(sizeof(T)), order);
    if constexpr (always_fits<Number, Scalar>) {
      result[i] = widened<Scalar>(number);
    } else {
      const Fit fit = put(number, result[i]);
      if (fit == Fit::none || (fit == Fit::rounded && !options.allow_narrowing))
        throw_unfit(fit, std::integral<Scalar>, i, to_text(number), file);
    }
  }
}

}  // namespace detail

}  // namespace strata
