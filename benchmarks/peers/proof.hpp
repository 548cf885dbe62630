#pragma once

#include <ostream>

#include "contestant.hpp"

namespace peers {

/// Trains the network of an exercise, and tells whether that at least halved its error.
inline bool learns(const Contestant& contestant, const Exercise& exercise, std::ostream& log) {
  if (exercise.task == nullptr) return true;
  contestant.use_threads(1);
  const double before = error(*exercise.task, exercise.predict());
  for (int epoch = 0; epoch < exercise.task->epochs; ++epoch) exercise.train_one_epoch();
  const double after = error(*exercise.task, exercise.predict());
  const bool passed = after < before / 2;
  log << contestant.name << ", " << exercise.task->name << ": error " << before << " -> " << after
      << (passed ? "\n" : ": does not learn, left out\n");
  return passed;
}

/// Leaves out what does not learn.
inline void keep_what_learns(Contestant& contestant, std::ostream& log) {
  std::erase_if(contestant.exercises,
                [&](const Exercise& exercise) { return !learns(contestant, exercise, log); });
}

}  // namespace peers
