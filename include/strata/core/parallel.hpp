#pragma once

#include <algorithm>

#include <strata/core/shape.hpp>

/// How the library's loops reach threads, without the headers of threads; `Threads` is what users see.
namespace strata::detail {

/// Threads that wait for work, the one that hands it out included.
class Workers {
 public:
  /// Into how many parts work is divided now; 1 while they are at work, because work within work is not
  /// shared again.
  Index parts() const { return parts_now_; }

  /// Calls `task(data, worker, part)` for each part from 0 to parts() - 1; `worker` numbers the thread that
  /// does it.
  virtual void run(void (*task)(void* data, Index worker, Index part), void* data) = 0;

 protected:
  ~Workers() = default;

  Index parts_now_ = 1;
};

/// Those of this thread; null where it works alone.
constinit inline thread_local Workers* current_workers = nullptr;

/// Work below so many multiply-adds is not worth waking a thread for.
inline constexpr Index smallest_shared_work = Index{1} << 18;

/// Numbers from `begin` to `end` - 1.
struct Range {
  Index begin, end;
};

/// One of so many parts of [0, count), all of which begin at multiples of `grain`.
inline Range part_of(Index count, Index grain, Index parts, Index part) {
  const Index grains = (count + grain - 1) / grain;
  const auto border = [&](Index i) { return std::min(count, i * grains / parts * grain); };
  return {border(part), border(part + 1)};
}

/// How many threads share the work of this one.
inline Index worker_count() { return current_workers == nullptr ? 1 : current_workers->parts(); }

/// Into how many parts `parallel_ranges` divides so much work.
inline Index part_count(Index work) { return work < smallest_shared_work ? 1 : worker_count(); }

/// Calls `f(worker, begin, end)` for ranges that together are [0, count): as many as there are threads where
/// there is so much `work`, else a single one. All of them begin at multiples of `grain`, so that `f` can
/// treat its elements as it would in a single range.
template <class F>
void parallel_ranges(Index count, Index grain, Index work, F&& f) {
  const Index parts = part_count(work);
  if (parts == 1) return f(Index{0}, Index{0}, count);
  auto range = [&](Index worker, Index part) {
    const auto [begin, end] = part_of(count, grain, parts, part);
    if (begin < end) f(worker, begin, end);
  };
  current_workers->run(
      [](void* data, Index worker, Index part) { (*static_cast<decltype(range)*>(data))(worker, part); },
      &range);
}

}  // namespace strata::detail
