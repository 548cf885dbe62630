#pragma once

#include <Eigen/Core>
#include <algorithm>
#include <cstdlib>
#include <initializer_list>
#include <type_traits>
#include <utility>

/// Operators and constants that the environment flips while a program runs, so that one compilation serves
/// all mutants of a header: `a < Less<7, ...>{} < b` is `a < b`, unless STRATA_MUTANT is 7.
///
/// What the compiler computes is never flipped, nor is what would become of another type.
namespace switches {

inline const int active = std::getenv("STRATA_MUTANT") ? std::atoi(std::getenv("STRATA_MUTANT")) : 0;

template <int number>
constexpr bool is_on() {
  return !std::is_constant_evaluated() && active == number;
}

/// What becomes of an operation: of Eigen's expressions, whose type names the operation, the values.
template <class T>
struct ResultOf {
  using type = T;
};
template <class T>
requires requires(T result) { result.eval(); }
struct ResultOf<T> {
  using type = Eigen::NestByValue<std::decay_t<decltype(std::declval<T>().eval())>>;
};

template <class Operation, class... T>
using Result = typename ResultOf<decltype(Operation::of(std::declval<T>()...))>::type;

/// The original or, where its switch is on and the result is of the same type, the flipped operation.
template <int number, class Flipped, class Else, class... T>
constexpr decltype(auto) apply(T&&... operands) {
  if constexpr (number != 0 && requires { Flipped::of(std::forward<T>(operands)...); })
    if constexpr (std::is_same_v<Result<Flipped, T...>, Result<Else, T...>>) {
      if (is_on<number>()) return Result<Flipped, T...>(Flipped::of(std::forward<T>(operands)...));
      return Result<Else, T...>(Else::of(std::forward<T>(operands)...));
    } else {
      return Else::of(std::forward<T>(operands)...);
    }
  else
    return Else::of(std::forward<T>(operands)...);
}

template <class Original, int first, class Flipped, int second = 0, class Other = Original>
struct Switch {
  using IsSwitch = void;
  struct OriginalOrOther {
    template <class... T>
    static constexpr decltype(auto) of(T&&... operands) {
      return apply<second, Other, Original>(std::forward<T>(operands)...);
    }
  };
  template <class... T>
  static constexpr decltype(auto) of(T&&... operands) {
    return apply<first, Flipped, OriginalOrOther>(std::forward<T>(operands)...);
  }
};

template <class S, class T>
struct Half {
  T&& operand;
};

#define SWITCHES_OPERATION(Name, op)                                                               \
  struct Name {                                                                                    \
    template <class L, class R>                                                                    \
    static constexpr auto of(L&& l, R&& r) -> decltype(std::forward<L>(l) op std::forward<R>(r)) { \
      return std::forward<L>(l) op std::forward<R>(r);                                             \
    }                                                                                              \
  };

// Operators that group from the left: (a < S) < b.
#define SWITCHES_GROUPING_LEFT(op)                                   \
  template <class L, class S, class = typename S::IsSwitch>          \
  constexpr Half<S, L> operator op(L&& l, S) {                       \
    return {std::forward<L>(l)};                                     \
  }                                                                  \
  template <class L, class S, class R>                               \
  constexpr decltype(auto) operator op(Half<S, L> half, R&& r) {     \
    return S::of(std::forward<L>(half.operand), std::forward<R>(r)); \
  }
#define SWITCHES_BINARY(Name, op) SWITCHES_OPERATION(Name, op) SWITCHES_GROUPING_LEFT(op)
SWITCHES_BINARY(Less, <)
SWITCHES_BINARY(Greater, >)
SWITCHES_BINARY(LessEqual, <=)
SWITCHES_BINARY(GreaterEqual, >=)
SWITCHES_BINARY(Equal, ==)
SWITCHES_BINARY(NotEqual, !=)
SWITCHES_BINARY(Plus, +)
SWITCHES_BINARY(Minus, -)
SWITCHES_BINARY(Times, *)
SWITCHES_BINARY(Over, /)
SWITCHES_BINARY(Modulo, %)
#undef SWITCHES_BINARY

// Both operands are computed, also where one would do.
struct And {
  static constexpr bool of(auto&& l, auto&& r) { return static_cast<bool>(l) & static_cast<bool>(r); }
};
struct Or {
  static constexpr bool of(auto&& l, auto&& r) { return static_cast<bool>(l) | static_cast<bool>(r); }
};
SWITCHES_GROUPING_LEFT(&&)
SWITCHES_GROUPING_LEFT(||)
#undef SWITCHES_GROUPING_LEFT

// Assignments, which group from the right: a += (S += b).
#define SWITCHES_ASSIGNMENT(Name, op)                                \
  SWITCHES_OPERATION(Name, op)                                       \
  template <class S, class R, class = typename S::IsSwitch>          \
  constexpr Half<S, R> operator op(S, R&& r) {                       \
    return {std::forward<R>(r)};                                     \
  }                                                                  \
  template <class L, class S, class R>                               \
  constexpr decltype(auto) operator op(L&& l, Half<S, R> half) {     \
    return S::of(std::forward<L>(l), std::forward<R>(half.operand)); \
  }
SWITCHES_ASSIGNMENT(Add, +=)
SWITCHES_ASSIGNMENT(Subtract, -=)
SWITCHES_ASSIGNMENT(Multiply, *=)
SWITCHES_ASSIGNMENT(Divide, /=)
#undef SWITCHES_ASSIGNMENT
#undef SWITCHES_OPERATION

// Operators before their operand: S ->* a.
struct Increment {
  template <class T>
  static constexpr auto of(T&& t) -> decltype(++t) {
    return ++t;
  }
};
struct Decrement {
  template <class T>
  static constexpr auto of(T&& t) -> decltype(--t) {
    return --t;
  }
};
struct Not {
  template <class T>
  static constexpr auto of(T&& t) -> decltype(!std::forward<T>(t)) {
    return !std::forward<T>(t);
  }
};
struct Same {
  template <class T>
  static constexpr bool of(T&& t) {
    return static_cast<bool>(t);
  }
};
template <class S, class T, class = typename S::IsSwitch>
constexpr decltype(auto) operator->*(S, T&& operand) {
  return S::of(std::forward<T>(operand));
}

template <int number, class T>
constexpr T constant(T original, T flipped) {
  return is_on<number>() ? flipped : original;
}

template <int number, bool is_max>
struct Extremum {
  template <class T>
  static constexpr T of(const T& a, const T& b) {
    return is_on<number>() == is_max ? std::min(a, b) : std::max(a, b);
  }
  template <class T>
  static constexpr T of(std::initializer_list<T> all) {
    return is_on<number>() == is_max ? std::min(all) : std::max(all);
  }
};

}  // namespace switches
