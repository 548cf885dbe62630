#pragma once

#include <exception>
#include <stdexcept>
#include <string>

#include <strata/core/message.hpp>
#include <strata/core/shape.hpp>

namespace strata {

/// The sizes that were asked for, in the text of a compile-time error.
template <Index... Sizes>
struct Expected {};

/// The sizes that came, in the text of a compile-time error.
template <Index... Sizes>
struct Got {};

/// The type that was asked for, in the text of a compile-time error.
template <class T>
struct ExpectedType {};

/// The type that came, in the text of a compile-time error.
template <class T>
struct GotType {};

namespace detail {

/// Whether two sizes can be equal, as far as the types tell.
constexpr bool may_agree(Index a, Index b) { return a == Dynamic || b == Dynamic || a == b; }

/// Throws an `Error`. A program that is compiled without exceptions ends here: `std::terminate`.
template <class Error>
[[noreturn]] void fail([[maybe_unused]] const std::string& text) {
#ifdef __cpp_exceptions
  throw Error(text);
#else
  std::terminate();
#endif
}

/// Calls `f`, and where it throws `handle`. A program that is compiled without exceptions calls `f` alone.
template <class F, class Handle>
void catching(F&& f, [[maybe_unused]] Handle&& handle) {
#ifdef __cpp_exceptions
  try {
    f();
  } catch (...) {
    handle();
  }
#else
  f();
#endif
}

/// Throws once more what is being handled.
[[noreturn]] inline void rethrow() { std::rethrow_exception(std::current_exception()); }

/// Throws `std::invalid_argument`: "strata: <who>: expected <expected>, got <got>; <advice>".
[[noreturn, gnu::cold, gnu::noinline]] inline void throw_mismatch(const Parts& who, const Parts& expected,
                                                                  const Parts& got, const Parts& advice) {
  fail<std::invalid_argument>(joined({"strata: ", joined(who), ": expected ", joined(expected), ", got ",
                                      joined(got), "; ", joined(advice)}));
}

/// "3 x 4", as sizes of matrices are written.
inline std::string rows_by_columns(Index rows, Index columns) { return joined({rows, " x ", columns}); }

}  // namespace detail

}  // namespace strata
