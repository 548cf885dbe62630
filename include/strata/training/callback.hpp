#pragma once

#include <concepts>
#include <cstddef>
#include <functional>
#include <type_traits>
#include <utility>

#include <strata/core/error.hpp>
#include <strata/core/static_assert.hpp>

namespace strata {

/// What `fit` calls with a report: any function that takes it and returns whether to go on, or nothing.
template <class Report>
class Callback {
 public:
  Callback() = default;
  Callback(std::nullptr_t) {}

  template <class F>
  requires(!std::same_as<F, Callback>) Callback(F f) : function_(going_on(std::move(f))) {}

  /// Whether there is anything to call.
  explicit operator bool() const { return static_cast<bool>(function_); }

  bool operator()(const Report& report) const { return function_(report); }

 private:
  using Function = std::function<bool(const Report&)>;

  template <class F>
  static Function going_on(F f) {
    constexpr bool is_callable = std::is_invocable_v<F&, const Report&>;
    STRATA_STATIC_ASSERT(
        is_callable,
        "strata: on_batch is called with a const BatchReport&, on_epoch with a const History&; "
        "this function does not take it",
        ExpectedType<const Report&>, GotType<F>);
    if constexpr (requires { f == nullptr; })
      if (f == nullptr) return {};
    if constexpr (!is_callable)
      return {};
    else if constexpr (std::is_void_v<typename std::invoke_result<F&, const Report&>::type>)
      return [f = std::move(f)](const Report& report) mutable { return f(report), true; };
    else
      return f;
  }

  Function function_;
};

}  // namespace strata
