#pragma once

#include <csignal>

namespace strata {

/// While it lives, Ctrl-C (SIGINT) does not end the program but is remembered; the handler of before is then
/// put back. One thread at a time has one.
class InterruptGuard {
 public:
  InterruptGuard() {
    requested() = 0;
    previous_ = std::signal(SIGINT, [](int) { requested() = 1; });
  }

  ~InterruptGuard() {
    if (previous_ != SIG_ERR) std::signal(SIGINT, previous_);
  }

  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;

  /// True after Ctrl-C.
  bool interrupted() const { return requested() != 0; }

 private:
  static volatile std::sig_atomic_t& requested() {
    static volatile std::sig_atomic_t flag = 0;
    return flag;
  }

  void (*previous_)(int);
};

}  // namespace strata
