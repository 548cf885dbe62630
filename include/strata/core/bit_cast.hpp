#pragma once

#include <type_traits>

namespace strata::detail {

/// The bits of `from` as another type of the same size. As `std::bit_cast`, which libc++ 13 does not have.
template <class To, class From>
constexpr To bit_cast(const From& from) noexcept {
  static_assert(sizeof(To) == sizeof(From));
  static_assert(std::is_trivially_copyable_v<To> && std::is_trivially_copyable_v<From>);
  return __builtin_bit_cast(To, from);
}

}  // namespace strata::detail
