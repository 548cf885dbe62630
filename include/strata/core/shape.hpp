#pragma once

#include <Eigen/Core>
#include <array>
#include <cstddef>
#include <string>
#include <type_traits>

namespace strata {

static_assert(
    !Eigen::MatrixXd::IsRowMajor,
    "strata: EIGEN_DEFAULT_TO_ROW_MAJOR would turn samples and features around: leave it out, and name "
    "the row-major matrices of your own, as in Eigen::Matrix<float, -1, -1, Eigen::RowMajor>");

/// The signed integer that counts rows, columns, units and samples; Eigen's.
using Index = Eigen::Index;

/// Stands for a size that is known at run time only; Eigen's.
using Eigen::Dynamic;

/// The extents of one sample or tensor, each fixed by the type or, where `Dynamic`, stored.
///
/// `Shape<784>` and `Shape<3, 28, 28>` are empty types; `Shape<3, Dynamic, Dynamic>` stores two numbers.
template <Index... Extents>
class Shape {
  static constexpr std::array<Index, sizeof...(Extents)> declared{Extents...};
  static constexpr std::size_t stored_count = ((Extents == Dynamic ? 1 : 0) + ... + 0);

  static constexpr std::size_t stored_before(std::size_t axis) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < axis; ++i) count += declared[i] == Dynamic;
    return count;
  }

 public:
  /// The number of axes.
  static constexpr std::size_t rank = sizeof...(Extents);

  /// The number of elements if every extent is fixed, else `Dynamic`.
  static constexpr Index static_size = stored_count == 0 ? (Extents * ... * 1) : Dynamic;

  /// The extent along `Axis` if it is fixed, else `Dynamic`.
  template <std::size_t Axis>
  static constexpr Index static_extent = declared[Axis];

  /// Extents that are not fixed begin at 0.
  constexpr Shape() = default;

  /// Takes every extent, the fixed ones too: they must be the declared ones.
  template <class... Integers>
  requires(sizeof...(Integers) == rank && rank > 0) constexpr explicit Shape(Integers... extents) {
    const std::array<Index, rank> given{static_cast<Index>(extents)...};
    for (std::size_t axis = 0; axis < rank; ++axis) {
      eigen_assert(declared[axis] == Dynamic || given[axis] == declared[axis]);
      if constexpr (stored_count > 0)
        if (declared[axis] == Dynamic) stored_[stored_before(axis)] = given[axis];
    }
  }

  /// The extent along `Axis`.
  template <std::size_t Axis>
  constexpr Index extent() const {
    if constexpr (declared[Axis] == Dynamic)
      return stored_[stored_before(Axis)];
    else
      return declared[Axis];
  }

  /// All extents in order.
  constexpr std::array<Index, rank> extents() const {
    auto all = declared;
    if constexpr (stored_count > 0) {
      std::size_t next = 0;
      for (auto& extent : all)
        if (extent == Dynamic) extent = stored_[next++];
    }
    return all;
  }

  /// The number of elements: the product of the extents.
  constexpr Index size() const {
    if constexpr (static_size != Dynamic) {
      return static_size;
    } else {
      Index product = 1;
      for (const Index extent : extents()) product *= extent;
      return product;
    }
  }

 private:
  struct Nothing {};

  [[no_unique_address]] std::conditional_t<stored_count == 0, Nothing, std::array<Index, stored_count>>
      stored_{};
};

/// True where both shapes have the same extents, whether fixed or stored.
template <Index... A, Index... B>
constexpr bool operator==(const Shape<A...>& a, const Shape<B...>& b) {
  if constexpr (Shape<A...>::static_size != Dynamic && Shape<B...>::static_size != Dynamic)
    return std::is_same_v<Shape<A...>, Shape<B...>>;
  else if constexpr (sizeof...(A) == sizeof...(B))
    return a.extents() == b.extents();
  else
    return false;
}

/// The extents as people write them: `3 x 28 x 28`.
template <Index... Extents>
std::string to_string(const Shape<Extents...>& shape) {
  std::string text;
  for (const Index extent : shape.extents()) text += (text.empty() ? "" : " x ") + std::to_string(extent);
  return text;
}

}  // namespace strata
