#pragma once

#include <map>
#include <string>
#include <vector>

#include "contestant.hpp"
#include "timing.hpp"

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

/// The samples per second of an entry's fastest call.
inline double rate(const Entry& entry, Seconds span) {
  return static_cast<double>(entry.samples) / fastest_call(entry.run, span).count();
}

inline double measure(const Contestant& contestant, const Entry& entry, Seconds span) {
  contestant.use_threads(entry.threads);
  if (entry.threads > 1) return rate(entry, span);
  const Pin pin;
  return rate(entry, span);
}

/// Takes each figure once, column by column, so that what is compared is measured within moments.
inline void take_round(const std::vector<Contestant>& contestants, Seconds span, Figures& figures) {
  for (const Column& column : columns)
    for (const Contestant& contestant : contestants)
      for (const Exercise& exercise : contestant.exercises)
        for (const Entry& entry : exercise.entries)
          if (entry.workload == column.workload)
            figures[{contestant.name, entry.workload, entry.threads}].push_back(
                measure(contestant, entry, span));
}

}  // namespace peers
