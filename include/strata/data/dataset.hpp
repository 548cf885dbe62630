#pragma once

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <memory>
#include <numeric>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <strata/core/error.hpp>
#include <strata/core/parallel.hpp>
#include <strata/core/random.hpp>

namespace strata {

namespace detail {
template <class>
inline constexpr bool is_map = false;
template <class Plain, int Options, class Stride>
inline constexpr bool is_map<Eigen::Map<Plain, Options, Stride>> = true;

/// Has the scalar type that Eigen's matrices have.
template <class Matrix>
concept HasScalar = requires {
  typename std::remove_cvref_t<Matrix>::Scalar;
};

template <class>
struct ScalarOf {
  using type = double;
};
template <HasScalar Matrix>
struct ScalarOf<Matrix> {
  using type = typename std::remove_cvref_t<Matrix>::Scalar;
};
}  // namespace detail

/// How a batch of targets lies in memory: labels are one row of whole numbers, other targets features x
/// samples.
template <class Scalar>
using TargetBatch = Eigen::Matrix<Scalar, std::integral<Scalar> ? 1 : Eigen::Dynamic, Eigen::Dynamic>;

/// Inputs and targets of the same samples, in an order of its own.
///
/// Inputs are features x samples, targets features x samples, or a vector with one number for each sample
/// (labels are whole numbers). Matrices, maps and blocks that have a name are seen where they lie: they are
/// column-major and must outlive the data set, its parts and its copies, so a function that returns it moves
/// its own matrices in: `return Dataset(std::move(x), std::move(y))`. What has no name is kept: a matrix is
/// moved in, an expression computed once. Splitting and shuffling reorder what is seen; nothing else is
/// copied until a batch is gathered.
template <class Scalar, class TargetScalar = Scalar>
class Dataset {
 public:
  using Inputs = Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic>;
  using Targets = TargetBatch<TargetScalar>;

  /// Sees what has a name, and maps; keeps the rest. Throws `std::invalid_argument` where there is not one
  /// target for each of at least one sample, and has then moved nothing.
  template <class X, class T>
  requires(detail::HasScalar<X>&& detail::HasScalar<T>) Dataset(X&& inputs, T&& targets)
      : order_(static_cast<std::size_t>(inputs.cols())) {
    static_assert(
        can_be_taken<X> && can_be_taken<T>,
        "strata: a Dataset views matrices, maps or blocks that lie in memory column by column: give "
        "it a copy to keep, as in Eigen::MatrixXd(x)");
    const Index target_features = features_of(inputs, targets);
    inputs_ = memory_of(std::forward<X>(inputs), inputs.rows());
    targets_ = memory_of(std::forward<T>(targets), target_features);
    std::iota(order_.begin(), order_.end(), Index{0});
  }

  template <class X, class T>
  requires(!detail::HasScalar<X> || !detail::HasScalar<T>) Dataset(X&&, T&&) {
    static_assert(
        detail::HasScalar<X> && detail::HasScalar<T>,
        "strata: a Dataset views Eigen matrices: Eigen::Map<const Eigen::RowVectorXi>(labels.data(), "
        "labels.size()) sees the labels in a std::vector<int>");
  }

  /// The number of samples.
  Index size() const { return static_cast<Index>(order_.size()); }

  /// Matrices that hold up to `samples` samples.
  std::pair<Inputs, Targets> buffers(Index samples) const {
    return {Inputs(inputs_.features, samples), Targets(targets_.features, samples)};
  }

  /// The number of rows of inputs and of targets.
  Index input_features() const { return inputs_.features; }
  Index target_features() const { return targets_.features; }

  /// The column of the matrices in which a sample lies, counted in this order.
  Index column(Index sample) const { return order_[static_cast<std::size_t>(sample)]; }

  /// Copies `count` samples, from `first` on in this order, to the first columns of `inputs` and `targets`.
  void gather(Index first, Index count, Inputs& inputs, Targets& targets) const {
    eigen_assert(first >= 0 && first + count <= size());
    const Index work = 8 * count * (input_features() + target_features());
    detail::parallel_ranges(count, 1, work, [&](Index, Index begin, Index end) {
      for (Index i = begin; i < end; ++i) {
        const Index sample = order_[static_cast<std::size_t>(first + i)];
        inputs_.copy(sample, inputs.data() + i * inputs.rows());
        targets_.copy(sample, targets.data() + i * targets.rows());
      }
    });
  }

  /// Puts the samples in a random order.
  void shuffle(Generator& generator) {
    for (std::size_t i = order_.size(); i > 1; --i) {
      const auto other = static_cast<std::size_t>(uniform(generator) * static_cast<double>(i));
      std::swap(order_[i - 1], order_[other]);
    }
  }

  /// The samples from `first` on, at most `count` of them. Throws `std::invalid_argument` where that is none.
  Dataset slice(Index first, Index count) const {
    if (first < 0 || count < 1 || first >= size())
      detail::throw_mismatch("Dataset", {"a slice within ", size(), " samples"},
                             {count, " from ", first, " on"}, "it needs at least one sample");
    const Index last = first + std::min(count, size() - first);
    Dataset part = *this;
    part.order_.assign(order_.begin() + first, order_.begin() + last);
    return part;
  }

  /// Two parts, drawn at random: the first has `fraction` of the samples. Throws `std::invalid_argument`
  /// where one would be empty.
  std::pair<Dataset, Dataset> split(double fraction, std::uint64_t seed = default_seed) const {
    if (!(fraction > 0 && fraction < 1))
      detail::throw_mismatch("Dataset", "a fraction between 0 and 1", detail::to_digits(fraction),
                             "as in split(0.8)");
    const auto first = static_cast<Index>(std::llround(fraction * static_cast<double>(size())));
    if (first < 1 || first >= size())
      detail::throw_mismatch("Dataset", "a fraction that leaves each part a sample",
                             {detail::to_digits(fraction), " of ", size(), " samples"},
                             "choose another fraction, or take more samples");
    Generator generator(seed);
    Dataset shuffled = *this;
    shuffled.shuffle(generator);
    return {shuffled.slice(0, first), shuffled.slice(first, size())};
  }

 private:
  /// Where samples lie, one column after the other; unlike an `Eigen::Map`, it can be assigned. `kept` owns
  /// them where nobody else does.
  template <class Number>
  struct Memory {
    const Number* data = nullptr;
    Index features = 0;
    Index stride = 0;
    std::shared_ptr<const void> kept = {};

    void copy(Index sample, Number* to) const { std::copy_n(data + sample * stride, features, to); }
  };

  /// Whether the elements lie in memory, column by column.
  template <class Matrix>
  static constexpr bool is_viewable =
      (Matrix::Flags & Eigen::DirectAccessBit) &&
      (!Matrix::IsRowMajor || Matrix::IsVectorAtCompileTime) && Matrix::InnerStrideAtCompileTime == 1;

  /// What has no name is kept, however it lay.
  template <class X>
  static constexpr bool can_be_taken = !std::is_lvalue_reference_v<X> || is_viewable<std::remove_cvref_t<X>>;

  /// A column-major matrix that can hold an expression; a matrix itself is moved.
  template <class Matrix,
            class Plain = std::conditional_t<std::is_base_of_v<Eigen::PlainObjectBase<Matrix>, Matrix>,
                                             Matrix, typename Matrix::PlainObject>>
  using Kept = std::conditional_t<is_viewable<Plain>, Plain,
                                  Eigen::Matrix<typename Plain::Scalar, Eigen::Dynamic, Eigen::Dynamic>>;

  template <class X, class Matrix = std::remove_cvref_t<X>>
  static Memory<typename Matrix::Scalar> memory_of(X&& x, Index features) {
    if constexpr (std::is_lvalue_reference_v<X> || (detail::is_map<Matrix> && is_viewable<Matrix>)) {
      const Index stride = Matrix::IsVectorAtCompileTime ? features : x.outerStride();
      return {x.data(), features, stride};
    } else {
      const auto kept = std::make_shared<Kept<Matrix>>(std::forward<X>(x));
      auto memory = memory_of(*kept, features);
      memory.kept = kept;
      return memory;
    }
  }

  /// The rows of the targets: one where they are a vector with a number for each sample.
  template <class X, class T>
  static Index features_of(const X& inputs, const T& targets) {
    const bool one_each =
        (T::IsVectorAtCompileTime || targets.rows() == 1) && targets.size() == inputs.cols();
    if (inputs.size() < 1)
      detail::throw_mismatch("Dataset", "inputs of at least one feature (row) and one sample (column)",
                             detail::rows_by_columns(inputs.rows(), inputs.cols()),
                             "look whether the file was read, and whether a selection left anything");
    if (!(one_each || targets.cols() == inputs.cols()) || targets.size() < 1)
      detail::throw_mismatch("Dataset", {"a target for each of ", inputs.cols(), " samples"},
                             detail::rows_by_columns(targets.rows(), targets.cols()),
                             "inputs and targets are both features x samples");
    if (std::integral<TargetScalar> && !one_each)
      detail::throw_mismatch("Dataset", "one whole number for each sample, its class",
                             detail::rows_by_columns(targets.rows(), targets.cols()),
                             "probabilities are not whole numbers: use targets.cast<double>()");
    return one_each ? 1 : targets.rows();
  }

  Memory<Scalar> inputs_;
  Memory<TargetScalar> targets_;
  std::vector<Index> order_;
};

template <class X, class T>
Dataset(X&&, T&&) -> Dataset<typename detail::ScalarOf<X>::type, typename detail::ScalarOf<T>::type>;

}  // namespace strata
