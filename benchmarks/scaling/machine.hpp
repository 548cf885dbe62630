#pragma once

#include <Eigen/Core>

#include "../peers/keep.hpp"
#include "../peers/multiply_add.hpp"
#include "../peers/timing.hpp"

namespace scaling {

using peers::Seconds;

/// The time of a call, the fastest within so long; short calls are taken many at a time, for the clock's
/// sake.
template <class F>
double seconds_per_call(F&& f, Seconds span) {
  long calls = 1;
  const auto all = [&] {
    for (long i = 0; i < calls; ++i) f();
  };
  while (peers::time_of(all) < Seconds(20e-6)) calls *= 2;
  return peers::fastest_call(all, span).count() / static_cast<double>(calls);
}

/// Operations per second of multiply-adds in registers, two each.
inline double peak(Seconds span) {
  constexpr double count = 1e6;
  return 2 * count / seconds_per_call([] { peers::multiply_add(count); }, span);
}

/// Bytes per second of y += a x, two read and one written, in so many bytes: those of a cache, if they fit.
inline double bandwidth(double bytes, Seconds span) {
  const auto size = static_cast<Eigen::Index>(bytes / 2 / sizeof(float));
  Eigen::ArrayXf x = Eigen::ArrayXf::Ones(size), y = x;
  float a = 1e-3f;
  const auto update = [&] {
    peers::keep(a);
    y += a * x;
    peers::keep(y);
  };
  return 1.5 * bytes / seconds_per_call(update, span);
}

}  // namespace scaling
