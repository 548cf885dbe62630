#pragma once

#include <string_view>
#include <type_traits>

namespace strata {

namespace detail {

template <class T>
constexpr std::string_view decorated_type_name() {
#if defined(_MSC_VER) && !defined(__clang__)
  std::string_view name = __FUNCSIG__;
  name.remove_prefix(name.find("type_name<") + 10);
#else
  std::string_view name = __PRETTY_FUNCTION__;
  name.remove_prefix(name.find("T = ") + 4);
#endif
  return name;
}

constexpr std::string_view undecorated(std::string_view name) {
  name = name.substr(0, name.find_first_of("<;]>"));
  return name.substr(name.find_last_of(": ") + 1);
}

}  // namespace detail

/// The name of a class or class template without namespaces and arguments: `Dense` for
/// `strata::Dense<128>`. Summaries and error messages call layers by it.
template <class T>
constexpr std::string_view type_name() {
  constexpr std::string_view name =
      detail::undecorated(detail::decorated_type_name<std::remove_cvref_t<T>>());
  return name;
}

}  // namespace strata
