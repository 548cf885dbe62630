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

/// The `Threads` that one thread began and that live, the last one first.
struct Scopes {
  Workers* innermost = nullptr;
  /// Once others have ended the last of them, it stays: nobody knows whether its thread will look again.
  bool stays = false;
  Scopes* next_that_stays = nullptr;
};

/// Those of this thread; null where it has begun none. Without a destructor, because on Windows the variables
/// of a thread can be gone when destructors run at its end.
constinit inline thread_local Scopes* current_scopes = nullptr;

/// Who shares the work of this thread; null where it works alone.
inline Workers* current_workers() { return current_scopes == nullptr ? nullptr : current_scopes->innermost; }

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
inline Index worker_count() {
  const Workers* workers = current_workers();
  return workers == nullptr ? 1 : workers->parts();
}

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
  current_workers()->run(
      [](void* data, Index worker, Index part) { (*static_cast<decltype(range)*>(data))(worker, part); },
      &range);
}

}  // namespace strata::detail
