#pragma once

#include <csignal>
#include <mutex>

namespace strata {

/// While one lives, Ctrl-C (SIGINT) does not end the program but is remembered; after the last one, the
/// handler of before is put back. Guards may overlap, in any thread, and then all see the interrupt.
class InterruptGuard {
 public:
  InterruptGuard() {
    Shared& all = shared();
    const std::lock_guard lock(all.mutex);
    if (all.guards++ > 0) return;
    requested() = 0;
    all.previous = std::signal(SIGINT, [](int) { requested() = 1; });
  }

  ~InterruptGuard() {
    Shared& all = shared();
    const std::lock_guard lock(all.mutex);
    if (--all.guards == 0 && all.previous != SIG_ERR) std::signal(SIGINT, all.previous);
  }

  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;

  /// True after Ctrl-C.
  bool interrupted() const { return requested() != 0; }

 private:
  struct Shared {
    std::mutex mutex;
    int guards = 0;
    void (*previous)(int) = SIG_DFL;
  };

  static Shared& shared() {
    static Shared all;
    return all;
  }

  static volatile std::sig_atomic_t& requested() {
    static volatile std::sig_atomic_t flag = 0;
    return flag;
  }
};

}  // namespace strata
