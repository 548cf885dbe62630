#pragma once

#include <Eigen/Core>
#include <algorithm>
#include <atomic>
#include <concepts>
#include <string>
#include <type_traits>

#include <strata/core/error.hpp>
#include <strata/core/parallel.hpp>
#include <strata/core/setting.hpp>

namespace strata {

/// `optimizer.init(parameters)` makes what is remembered between steps; `optimizer.step(parameters,
/// gradient, state)` moves the parameters against the gradient, in one pass over flat vectors.
template <class O, class Vector>
concept Optimizer = requires(const O& optimizer, Vector& parameters, const Vector& gradient) {
  { optimizer.init(parameters) } -> std::copyable;
  requires requires(decltype(optimizer.init(parameters)) state) {
    optimizer.step(parameters, gradient, state);
  };
};

namespace detail {

[[noreturn]] inline void throw_other_length(std::string_view who, std::string_view what, Index expected,
                                            Index got) {
  throw_mismatch(who, {expected, " elements as in the parameters"}, {got, " in the ", what},
                 "pass the gradient and the state that belong to these parameters");
}

inline void check_same_length(std::string_view who, std::string_view what, Index expected, Index got) {
  if (expected != got) throw_other_length(who, what, expected, got);
}

/// Throws `std::invalid_argument` where what all adaptive optimizers have is negative or NaN.
template <class O>
void check_settings(std::string_view who, const O& optimizer) {
  check_setting(optimizer.learning_rate >= 0, who, "a learning_rate of at least 0", optimizer.learning_rate);
  check_setting(optimizer.weight_decay >= 0, who, "a weight_decay of at least 0", optimizer.weight_decay);
  check_setting(optimizer.epsilon >= 0, who, "an epsilon of at least 0", optimizer.epsilon);
}

/// Says at compile time that an optimizer was not given what it remembers.
template <class Parameters>
constexpr void needs_state() {
  static_assert(
      std::is_void_v<Parameters>,
      "strata: this optimizer remembers earlier steps: auto state = adam.init(net.parameters()); once, "
      "then adam.step(net.parameters(), pass.gradient(), state);");
}

/// The size with which an update should see a vector. Eigen takes packets that divide a fixed size, which can
/// be short ones; from some packets on, a run-time size with full packets is faster.
template <class Vector>
inline constexpr Index update_extent =
    Vector::SizeAtCompileTime != Dynamic&& Vector::SizeAtCompileTime <= 32 ? Vector::SizeAtCompileTime
                                                                           : Dynamic;

/// `Plain`, const where `Vector` is.
template <class Vector, class Plain>
using const_like = std::conditional_t<std::is_const_v<Vector>, const Plain, Plain>;

/// Says at compile time that an optimizer was given something that does not lie in one piece of memory.
template <class Vector>
struct IsInOnePiece {
  static_assert(
      (Vector::Flags & Eigen::DirectAccessBit) != 0 && Vector::InnerStrideAtCompileTime == 1,
      "strata: an optimizer steps vectors that lie in one piece of memory: call .eval() on expressions");
};

/// Calls `update` with the same elements of each vector as Eigen arrays, block by block: so few that what one
/// expression writes is still in the cache when the next one reads it. All vectors have one length.
template <class Update, class First, class... Others>
void for_each_block(Update&& update, First& first, Others&... others) {
  constexpr Index block = 512, multiply_adds_per_element = 16;
  const auto elements = [](auto& vector, Index begin, Index count) {
    using Vector = std::remove_reference_t<decltype(vector)>;
    (void)IsInOnePiece<std::remove_const_t<Vector>>{};
    using Plain = Eigen::Array<typename Vector::Scalar, static_cast<int>(update_extent<Vector>), 1>;
    return Eigen::Map<const_like<Vector, Plain>>(vector.data() + begin, count);
  };
  const Index size = first.size();
  parallel_ranges(size, block, multiply_adds_per_element * size,
                  [&](Index, Index part_begin, Index part_end) {
                    for (Index begin = part_begin; begin < part_end; begin += block) {
                      const Index count = std::min(block, size - begin);
                      update(elements(first, begin, count), elements(others, begin, count)...);
                    }
                  });
}

/// The same for an update that is written for numbers as well as for arrays: where they are few, it is given
/// one by one.
template <class Update, class First, class... Others>
void for_each_element(Update&& update, First& first, Others&... others) {
  if constexpr (update_extent<First> != Dynamic) {
    (void)IsInOnePiece<std::remove_const_t<First>>{};
    ((void)IsInOnePiece<std::remove_const_t<Others>>{}, ...);
    for (Index i = 0; i < first.size(); ++i) {
      update(first.data()[i], others.data()[i]...);
      // Packets would be stored, from which the next pass could not read numbers without waiting.
      std::atomic_signal_fence(std::memory_order_seq_cst);
    }
  } else {
    for_each_block(update, first, others...);
  }
}

}  // namespace detail

}  // namespace strata
