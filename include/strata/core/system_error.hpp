#pragma once

#include <cerrno>
#include <stdexcept>
#include <string>
#include <system_error>

#include <strata/core/error.hpp>

/// Files that the system refuses.
namespace strata::detail {

/// Throws `std::runtime_error` with what the system says: "strata: <file>: cannot <action>: No space left on
/// device".
[[noreturn, gnu::cold, gnu::noinline]] inline void throw_system_error(const std::string& file,
                                                                      const std::string& action,
                                                                      const std::error_code& error) {
  const std::string reason = error ? ": " + error.message() : "";
  fail<std::runtime_error>(joined({"strata: ", file, ": cannot ", action, reason}));
}

/// The same for the error of the last call.
[[noreturn]] inline void throw_system_error(const std::string& file, const std::string& action) {
  throw_system_error(file, action, {errno, std::generic_category()});
}

}  // namespace strata::detail
