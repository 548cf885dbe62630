// What the machine can do: multiply-adds that never leave the registers.

#include <thread>

#include "contestant.hpp"
#include "multiply_add.hpp"

namespace peers {

namespace {

/// As many multiply-adds as the products of so many samples.
Entry limit(Workload workload, int threads) {
  constexpr long samples = 2048;
  const double count = samples * column_of(workload).products / 2;
  return {workload, threads, samples, [=] {
            std::vector<std::jthread> others;
            for (int i = 1; i < threads; ++i) others.emplace_back([=] { multiply_add(count / threads); });
            multiply_add(count / threads);
          }};
}

}  // namespace

Contestant fma_peak() {
  Exercise exercise;
  for (const int threads : {1, 2})
    for (const Workload workload :
         {Workload::classifier_training, Workload::classifier_many, Workload::wide_training})
      exercise.entries.push_back(limit(workload, threads));
  return {"limit: FMA peak", "the needed products' multiply-adds in registers alone", [](int) {}, {exercise}};
}

}  // namespace peers
