#pragma once

#include <algorithm>
#include <chrono>
#include <vector>

#include <sched.h>

namespace peers {

using Seconds = std::chrono::duration<double>;

/// While one lives, the calling thread keeps to a single core.
class Pin {
 public:
  Pin() {
    sched_getaffinity(0, sizeof before_, &before_);
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(sched_getcpu(), &one);
    sched_setaffinity(0, sizeof one, &one);
  }
  Pin(const Pin&) = delete;
  Pin& operator=(const Pin&) = delete;
  ~Pin() { sched_setaffinity(0, sizeof before_, &before_); }

 private:
  cpu_set_t before_;
};

/// The time of one call.
template <class F>
Seconds time_of(F&& f) {
  const auto begin = std::chrono::steady_clock::now();
  f();
  return std::chrono::steady_clock::now() - begin;
}

/// Calls `f` for so long, after one call to warm up, and returns the time of its fastest call: whatever else
/// the machine does makes calls slower, never faster.
template <class F>
Seconds fastest_call(F&& f, Seconds span) {
  f();
  Seconds fastest = Seconds::max();
  for (Seconds all{}; all < span;) {
    const Seconds elapsed = time_of(f);
    fastest = std::min(fastest, elapsed);
    all += elapsed;
  }
  return fastest;
}

inline double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace peers
