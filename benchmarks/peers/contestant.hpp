#pragma once

#include <functional>
#include <string>
#include <vector>

#include "task.hpp"
#include "workload.hpp"

namespace peers {

/// One figure to take: `run` computes so many `samples`, enough that a call costs nothing beside them.
struct Entry {
  Workload workload;
  int threads;
  long samples;
  std::function<void()> run;
};

/// A network, how it proves that it learns, and what is measured of it.
struct Exercise {
  const Task* task = nullptr;  ///< Null where there is nothing to learn, as for a limit.
  std::function<void()> train_one_epoch = {};
  std::function<std::vector<float>()> predict =
      {};  ///< The outputs for all inputs of the task, one after the other.
  std::vector<Entry> entries;
};

/// A library, or a way to do without one.
struct Contestant {
  std::string name;
  std::string remark;  ///< How its work differs from the others', for the foot of the table.
  std::function<void(int)> use_threads;  ///< Called before each measurement.
  std::vector<Exercise> exercises;
};

}  // namespace peers
