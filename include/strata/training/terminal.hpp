#pragma once

#include <cstddef>
#include <cstdio>

#if __has_include(<sys/ioctl.h>)
#include <sys/ioctl.h>
#include <unistd.h>
#elif defined(_WIN32)
#include <io.h>
#endif

/// What a progress bar asks of the system.
namespace strata::detail {

/// Whether people see what is written to this file at once.
inline bool is_terminal([[maybe_unused]] std::FILE* file) {
#if __has_include(<sys/ioctl.h>)
  return ::isatty(::fileno(file)) != 0;
#elif defined(_WIN32)
  return ::_isatty(::_fileno(file)) != 0;
#else
  return false;
#endif
}

/// The characters in one of its lines; 80 where the system does not say.
inline std::size_t terminal_width([[maybe_unused]] std::FILE* file) {
#if __has_include(<sys/ioctl.h>)
  ::winsize size{};
  if (::ioctl(::fileno(file), TIOCGWINSZ, &size) == 0 && size.ws_col > 1) return size.ws_col;
#endif
  return 80;
}

}  // namespace strata::detail
