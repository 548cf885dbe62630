#pragma once

#include <string_view>

#include <strata/core/error.hpp>

namespace strata::detail {

[[noreturn, gnu::cold, gnu::noinline]] inline void refuse_setting(std::string_view who,
                                                                  std::string_view expected, double got,
                                                                  std::string_view advice) {
  throw_mismatch(who, expected, to_digits(got), advice);
}

/// Throws `std::invalid_argument` unless a hyper-parameter is as it should be, which a comparison with NaN
/// never says: `check_setting(delta > 0, "Huber", "a delta above 0", delta)`.
inline void check_setting(bool holds, std::string_view who, std::string_view expected, double got,
                          std::string_view advice = "leave it out for the default") {
  if (!holds) refuse_setting(who, expected, got, advice);
}

}  // namespace strata::detail
