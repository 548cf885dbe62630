#pragma once

#include <Eigen/Core>
#include <algorithm>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include <strata/core/shape.hpp>

namespace strata {

namespace detail {

/// Eigen types of fixed size are unrolled, which pays up to this many bytes. Above, it costs compile time
/// or does not compile at all: memory goes to the heap and views are typed with run-time sizes.
inline constexpr Index fixed_size_limit = Index{8} * 1024;

template <class Scalar>
constexpr bool is_small(Index count) {
  return count != Dynamic && count <= fixed_size_limit / static_cast<Index>(sizeof(Scalar));
}

/// Dynamic is contagious.
constexpr Index static_product(Index a, Index b) { return a == Dynamic || b == Dynamic ? Dynamic : a * b; }

constexpr Index static_sum(Index a, Index b) { return a == Dynamic || b == Dynamic ? Dynamic : a + b; }

constexpr Index round_up(Index value, Index multiple) {
  return value == Dynamic ? Dynamic : (value + multiple - 1) / multiple * multiple;
}

/// The matrix that represents `Rows x Columns` elements in memory of their own or in a view.
/// Vectors stay vectors at any size: their products are cheaper.
template <class Scalar, Index Rows, Index Columns>
struct MatrixFor {
  static constexpr bool small = is_small<Scalar>(static_product(Rows, Columns));
  static constexpr int rows = small || Rows == 1 ? static_cast<int>(Rows) : Eigen::Dynamic;
  static constexpr int columns = small || Columns == 1 ? static_cast<int>(Columns) : Eigen::Dynamic;
  using type = Eigen::Matrix<Scalar, rows, columns>;
};

}  // namespace detail

/// A flat vector of `Count` elements: inside the object while it is small, on the heap above.
template <class Scalar, Index Count>
using FlatVector = typename detail::MatrixFor<Scalar, Count, 1>::type;

namespace detail {
/// A vector of so many zeros.
template <class Vector>
Vector zeros(Index count) {
  Vector vector(count);
  std::fill_n(vector.data(), count, typename Vector::Scalar{0});
  return vector;
}
}  // namespace detail

/// A name that a type can carry: `Tensor<"weight", 128, 784>`.
template <std::size_t Length>
struct Name {
  char text[Length]{};

  constexpr Name(const char (&literal)[Length]) { std::copy_n(literal, Length, text); }

  constexpr std::string_view view() const { return {text, Length - 1}; }
};

/// The name and shape of one array in a layer's memory; the elements lie in a flat vector elsewhere.
///
/// Seen as a matrix, the first extent counts rows and the product of the others columns.
template <Name Label, Index... Extents>
struct Tensor;

template <Name Label, Index Rows, Index... Others>
struct Tensor<Label, Rows, Others...> {
  static constexpr std::string_view name = Label.view();
  static constexpr Index static_columns = ((Others == Dynamic) || ...) ? Dynamic : (Others * ... * 1);

  [[no_unique_address]] Shape<Rows, Others...> shape;

  bool operator==(const Tensor&) const = default;

  /// The number of elements, rounded up to a multiple of `Alignment`; `Dynamic` if not fixed by the type.
  template <Index Alignment = 1>
  static constexpr Index static_size = detail::round_up(detail::static_product(Rows, static_columns),
                                                        Alignment);

  /// The number of elements, rounded up to a multiple of `Alignment`.
  template <Index Alignment = 1>
  constexpr Index size() const {
    return detail::round_up(shape.size(), Alignment);
  }

  /// The number of columns as a matrix: the product of all extents but the first.
  constexpr Index columns() const {
    if constexpr (static_columns != Dynamic) return static_columns;
    Index product = 1;
    for (std::size_t axis = 1; axis < shape.rank; ++axis) product *= shape.extents()[axis];
    return product;
  }

  /// An `Eigen::Map` on the elements that begin at `data`.
  template <Index Alignment = 1, class Scalar>
  auto view(Scalar* data) const {
    using Matrix = typename detail::MatrixFor<std::remove_const_t<Scalar>, Rows, static_columns>::type;
    using Target = std::conditional_t<std::is_const_v<Scalar>, const Matrix, Matrix>;
    return Eigen::Map<Target>(data, shape.template extent<0>(), columns());
  }
};

/// A `Tensor` whose extents are deduced: `tensor<"weight">(Shape<128, 784>{})`.
template <Name Label, Index... Extents>
constexpr Tensor<Label, Extents...> tensor(const Shape<Extents...>& shape) {
  return {shape};
}

/// The number of elements without overflow, for a check that memory can hold them.
template <Index... Extents>
constexpr double magnitude(const Shape<Extents...>& shape) {
  double product = 1;
  for (const Index extent : shape.extents()) product *= static_cast<double>(extent);
  return product;
}

template <Name Label, Index... Extents>
constexpr double magnitude(const Tensor<Label, Extents...>& tensor) {
  return magnitude(tensor.shape);
}

template <class Layout, class Scalar, Index Alignment>
struct Views;

/// Tensors, or groups of them, that lie one after the other in a flat vector.
template <class... Items>
struct Tensors {
  [[no_unique_address]] std::tuple<Items...> items;

  constexpr Tensors() = default;
  constexpr explicit Tensors(const Items&... all) requires(sizeof...(Items) > 0) : items(all...) {}

  bool operator==(const Tensors& other) const {
    if constexpr (static_size<> != Dynamic)
      return true;
    else
      return items == other.items;
  }

  template <Index Alignment = 1>
  static constexpr Index static_size = [] {
    Index sum = 0;
    ((sum = detail::static_sum(sum, Items::template static_size<Alignment>)), ...);
    return sum;
  }();

  /// The number of elements of all items, each rounded up to a multiple of `Alignment`.
  template <Index Alignment = 1>
  constexpr Index size() const {
    if constexpr (static_size<Alignment> != Dynamic)
      return static_size<Alignment>;
    else
      return std::apply(
          [](const auto&... item) { return (item.template size<Alignment>() + ... + Index{0}); }, items);
  }

  /// Views on all items, made from the elements that begin at `data`.
  template <Index Alignment = 1, class Scalar>
  constexpr Views<Tensors, Scalar, Alignment> view(Scalar* data) const {
    return {*this, data};
  }
};

template <class... Items>
constexpr double magnitude(const Tensors<Items...>& group) {
  return std::apply([](const auto&... item) { return (magnitude(item) + ... + 0.0); }, group.items);
}

/// A layer's memory as its tensors see it: like a tuple of `Eigen::Map`s, nested as the tensors are, each
/// made when asked for. `const auto& [weight, bias] = views;` names them; a view can always be written to
/// unless `Scalar` is `const`.
template <class Layout, class Scalar, Index Alignment = 1>
struct Views {
  [[no_unique_address]] Layout layout;
  Scalar* data;

  template <std::size_t I>
  constexpr auto get() const {
    return std::get<I>(layout.items).template view<Alignment>(data + offset<I>());
  }

 private:
  template <std::size_t I>
  constexpr Index offset() const {
    if constexpr (I == 0)
      return 0;
    else
      return offset<I - 1>() + std::get<I - 1>(layout.items).template size<Alignment>();
  }
};

/// The view of item `I`.
template <std::size_t I, class Layout, class Scalar, Index Alignment>
constexpr auto get(const Views<Layout, Scalar, Alignment>& views) {
  return views.template get<I>();
}

}  // namespace strata

template <class... Items, class Scalar, strata::Index Alignment>
struct std::tuple_size<strata::Views<strata::Tensors<Items...>, Scalar, Alignment>>
    : std::integral_constant<std::size_t, sizeof...(Items)> {};

template <std::size_t I, class Layout, class Scalar, strata::Index Alignment>
struct std::tuple_element<I, strata::Views<Layout, Scalar, Alignment>> {
  using type = decltype(std::declval<strata::Views<Layout, Scalar, Alignment>>().template get<I>());
};

template <std::size_t I, class Layout, class Scalar, strata::Index Alignment>
struct std::tuple_element<I, const strata::Views<Layout, Scalar, Alignment>>
    : std::tuple_element<I, strata::Views<Layout, Scalar, Alignment>> {};
