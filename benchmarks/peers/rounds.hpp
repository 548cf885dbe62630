#pragma once

#include <algorithm>
#include <chrono>
#include <map>
#include <string>
#include <vector>

#include <sched.h>

#include "contestant.hpp"

namespace peers {

/// A figure's place: the contestant, the workload and the number of threads.
struct Key {
  std::string contestant;
  Workload workload;
  int threads;

  auto operator<=>(const Key&) const = default;
};

/// Samples per second in each round.
using Figures = std::map<Key, std::vector<double>>;

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

/// Calls an entry for so long, after one call to warm up, and returns the samples per second of its fastest
/// call: whatever else the machine does makes calls slower, never faster.
inline double rate(const Entry& entry, std::chrono::duration<double> span) {
  using Clock = std::chrono::steady_clock;
  using Seconds = std::chrono::duration<double>;
  entry.run();
  Seconds fastest = Seconds::max(), all{};
  while (all < span) {
    const auto begin = Clock::now();
    entry.run();
    const Seconds elapsed = Clock::now() - begin;
    fastest = std::min(fastest, elapsed);
    all += elapsed;
  }
  return static_cast<double>(entry.samples) / fastest.count();
}

inline double measure(const Contestant& contestant, const Entry& entry, std::chrono::duration<double> span) {
  contestant.use_threads(entry.threads);
  if (entry.threads > 1) return rate(entry, span);
  const Pin pin;
  return rate(entry, span);
}

/// Takes each figure once, column by column, so that what is compared is measured within moments.
inline void take_round(const std::vector<Contestant>& contestants, std::chrono::duration<double> span,
                       Figures& figures) {
  for (const Column& column : columns)
    for (const Contestant& contestant : contestants)
      for (const Exercise& exercise : contestant.exercises)
        for (const Entry& entry : exercise.entries)
          if (entry.workload == column.workload)
            figures[{contestant.name, entry.workload, entry.threads}].push_back(
                measure(contestant, entry, span));
}

inline double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace peers
