#pragma once

#include <Eigen/Core>

#include "keep.hpp"

namespace peers {

/// At least so many multiply-adds that never leave the registers, in sums of which none waits for another.
inline void multiply_add(double count) {
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

}  // namespace peers
