#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>

namespace strata::detail {

#if defined(__GLIBCXX__) && !defined(_GLIBCXX_HAVE_LINUX_FUTEX)

/// Threads sleep until a number changes, whose change is rung. Where there are no futexes, as on Windows, the
/// `std::atomic::wait` of libstdc++ 12 can sleep through it.
class Bell {
 public:
  template <class Number>
  void wait(const std::atomic<Number>& number, Number old) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return number.load() != old; });
  }

  template <class Number>
  void ring(std::atomic<Number>&) {
    // Nobody is then between looking at the number and falling asleep.
    const std::lock_guard lock(mutex_);
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
};

#else

/// Threads sleep until a number changes, whose change is rung.
struct Bell {
  template <class Number>
  static void wait(const std::atomic<Number>& number, Number old) {
    number.wait(old);
  }

  template <class Number>
  static void ring(std::atomic<Number>& number) {
    number.notify_all();
  }
};

#endif

}  // namespace strata::detail
