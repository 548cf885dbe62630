#pragma once

#include <algorithm>

#include <strata/core/shape.hpp>

/// How the library's loops reach threads, without the headers of threads; `Threads` is what users see.
namespace strata::detail {

/// Threads that wait for work, the one that hands it out included.
class Workers {
 public:
  virtual Index count() const = 0;

  /// Calls `task(data, worker, part)` for each part from 0 to count() - 1; `worker` numbers the thread that
  /// does it.
  virtual void run(void (*task)(void* data, Index worker, Index part), void* data) = 0;

 protected:
  ~Workers() = default;
};

/// Those of this thread; null where it works alone.
constinit inline thread_local Workers* current_workers = nullptr;

/// Work below so many multiply-adds is not worth waking a thread for.
inline constexpr Index smallest_shared_work = Index{1} << 18;

/// Calls `f(worker, begin, end)` for ranges that together are [0, count): as many as there are threads where
/// there is so much `work`, else a single one. All of them begin at multiples of `grain`, so that `f` can
/// treat its elements as it would in a single range.
template <class F>
void parallel_ranges(Index count, Index grain, Index work, F&& f) {
  Workers* const workers = work < smallest_shared_work ? nullptr : current_workers;
  if (workers == nullptr) return f(Index{0}, Index{0}, count);
  auto range = [&](Index worker, Index part) {
    const Index grains = (count + grain - 1) / grain;
    const Index begin = part * grains / workers->count(), end = (part + 1) * grains / workers->count();
    if (begin < end) f(worker, begin * grain, std::min(count, end * grain));
  };
  workers->run(
      [](void* data, Index worker, Index part) { (*static_cast<decltype(range)*>(data))(worker, part); },
      &range);
}

/// How many threads `parallel_ranges` may use.
inline Index worker_count() { return current_workers == nullptr ? 1 : current_workers->count(); }

}  // namespace strata::detail
