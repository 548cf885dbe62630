#pragma once

#include <Eigen/Core>
#include <algorithm>

namespace scaling {

using Eigen::Index;

/// A network of `depth` dense layers of `width` units on as many inputs, ReLU between them, and its batch.
struct Size {
  Index width, depth, batch;
};

/// What the machine does in a second: operations in registers, bytes through memory.
struct Speed {
  double operations, bytes;
};

/// What one call has to do, counted.
struct Work {
  double operations;     ///< Of the products, an addition and a multiplication each.
  double product_bytes;  ///< Each product reads its operands once and writes its result once.
  double
      optimizer_bytes;  ///< Adam reads parameters, gradient and two moments, and writes all but the gradient.
  double memory;        ///< The bytes that lie on the heap.

  /// Products take as long as their operations or their bytes, whichever is longer; the optimizer follows.
  double seconds(const Speed& speed) const {
    return std::max(operations / speed.operations, product_bytes / speed.bytes) +
           optimizer_bytes / speed.bytes;
  }
};

namespace detail {

inline constexpr double scalar = sizeof(float);

/// So many products of a width x width matrix and a batch.
inline Work products(const Size& size, Index count) {
  const auto n = static_cast<double>(size.width), b = static_cast<double>(size.batch);
  const auto products = static_cast<double>(count);
  return {2 * products * n * n * b, scalar * products * (n * n + 2 * n * b), 0, 0};
}

inline double parameters(const Size& size) {
  return static_cast<double>(size.depth * size.width * (size.width + 1));
}

/// The workspace: input, output, its delta, and between any two of the layers an activation and a delta.
inline double pass(const Size& size) {
  const Index between = 2 * size.depth - 2;
  return scalar * static_cast<double>((3 + 2 * between) * size.width * size.batch);
}

}  // namespace detail

/// Inference: one product for each layer.
inline Work inference(const Size& size) {
  Work work = detail::products(size, size.depth);
  work.memory = detail::scalar * detail::parameters(size) + detail::pass(size);
  return work;
}

/// Forward, backward and a step of Adam: three products for each layer, but no gradient of the input.
inline Work training(const Size& size) {
  Work work = detail::products(size, 3 * size.depth - 1);
  work.optimizer_bytes = 7 * detail::scalar * detail::parameters(size);
  work.memory = 4 * detail::scalar * detail::parameters(size) + detail::pass(size);
  return work;
}

}  // namespace scaling
