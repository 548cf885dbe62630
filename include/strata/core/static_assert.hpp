#pragma once

#include <strata/core/tensor.hpp>

namespace strata::detail {

/// True; a name that shows `Types` in clang's error about a condition.
template <bool Condition, class... Types>
inline constexpr bool holds = Condition;

/// Shows a sentence and types in g++'s error about an incomplete type.
template <bool Condition, Name Sentence, class... Types>
struct Mistake;

template <Name Sentence, class... Types>
struct Mistake<true, Sentence, Types...> {
  static constexpr bool is_none = true;
};

}  // namespace strata::detail

/// A `static_assert` whose types stand in the same line of error as its sentence:
/// `STRATA_STATIC_ASSERT(A == B, "strata: sizes differ", Expected<A>, Got<B>);`.
///
/// g++ shows no values where a `static_assert` fails, clang no text in the name of a type.
#ifdef __clang__
#define STRATA_STATIC_ASSERT(condition, sentence, ...) \
  static_assert(::strata::detail::holds<(condition), __VA_ARGS__>, sentence)
#else
#define STRATA_STATIC_ASSERT(condition, sentence, ...) \
  static_assert(::strata::detail::Mistake<(condition), sentence, __VA_ARGS__>::is_none)
#endif
