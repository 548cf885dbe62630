// What the machine can do: multiply-adds that never leave the registers.

#include <Eigen/Core>
#include <thread>

#include "contestant.hpp"
#include "keep.hpp"

namespace peers {

namespace {

/// At least so many multiply-adds, in sums of which none waits for another.
void multiply_add(double count) {
  using Packet = Eigen::internal::packet_traits<float>::type;
  constexpr int sums = 12, lanes = Eigen::internal::packet_traits<float>::size;
  Packet sum[sums];
  for (Packet& s : sum) s = Eigen::internal::pset1<Packet>(1.0f);
  float factor = 0.999f, summand = 0.001f;
  keep(factor);
  keep(summand);
  const Packet a = Eigen::internal::pset1<Packet>(factor), b = Eigen::internal::pset1<Packet>(summand);
  for (long rounds = static_cast<long>(count / (sums * lanes)) + 1; rounds > 0; --rounds)
    for (Packet& s : sum) s = Eigen::internal::pmadd(s, a, b);
  keep(sum);
}

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
