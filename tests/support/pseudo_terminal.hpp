#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

/// A terminal of so many columns, and what was written to it.
class PseudoTerminal {
 public:
  explicit PseudoTerminal(unsigned short columns) : host_(::posix_openpt(O_RDWR | O_NOCTTY)) {
    ::grantpt(host_);
    ::unlockpt(host_);
    ::winsize size{};
    size.ws_col = columns;
    ::ioctl(host_, TIOCSWINSZ, &size);
    file_ = std::fopen(::ptsname(host_), "w");
  }

  PseudoTerminal(const PseudoTerminal&) = delete;
  PseudoTerminal& operator=(const PseudoTerminal&) = delete;

  ~PseudoTerminal() {
    std::fclose(file_);
    ::close(host_);
  }

  std::FILE* file() const { return file_; }

  /// What is written so far and not read yet.
  std::string read() {
    std::fflush(file_);
    std::string text(4096, '\0');
    const auto count = ::read(host_, text.data(), text.size());
    return text.substr(0, count > 0 ? static_cast<std::size_t>(count) : 0);
  }

 private:
  int host_;
  std::FILE* file_;
};
