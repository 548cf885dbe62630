#pragma once

#include <array>
#include <string_view>

namespace peers {

/// What is measured; a network's workloads stand together.
enum class Workload {
  tutorial_forward,
  tutorial_step,
  controller,
  curve,
  classifier_training,
  classifier_one,
  classifier_many,
  wide_training,
};

enum class Unit { nanoseconds_per_sample, samples_per_second };

/// A column of the table.
struct Column {
  Workload workload;
  std::string_view title;
  Unit unit;
  double
      products;  ///< Floating-point operations of the products that one sample needs; 0 where latency rules.
};

namespace detail {

/// The multiply-adds of all weights, forward, as weight gradients, and as input gradients above the first
/// layer.
constexpr double training(double first, double others) { return 2 * (2 * (first + others) + others); }

constexpr double inference(double weights) { return 2 * weights; }

}  // namespace detail

inline constexpr std::array<Column, 8> columns{{
    {Workload::tutorial_forward, "2-1-2 forward, ns", Unit::nanoseconds_per_sample, 0},
    {Workload::tutorial_step, "2-1-2 step, ns", Unit::nanoseconds_per_sample, 0},
    {Workload::controller, "16-32-32-4 forward, ns", Unit::nanoseconds_per_sample, 0},
    {Workload::curve, "1-8-8-1 forward, ns", Unit::nanoseconds_per_sample, 0},
    {Workload::classifier_training, "784-128-10 SGD, batch 64, samples/s", Unit::samples_per_second,
     detail::training(784 * 128, 128 * 10)},
    {Workload::classifier_one, "784-128-10 infer, batch 1, samples/s", Unit::samples_per_second,
     detail::inference(784 * 128 + 128 * 10)},
    {Workload::classifier_many, "784-128-10 infer, batch 256, samples/s", Unit::samples_per_second,
     detail::inference(784 * 128 + 128 * 10)},
    {Workload::wide_training, "784-512-512-10 Adam, batch 256, samples/s", Unit::samples_per_second,
     detail::training(784 * 512, 512 * 512 + 512 * 10)},
}};

constexpr const Column& column_of(Workload workload) { return columns[static_cast<std::size_t>(workload)]; }

}  // namespace peers
