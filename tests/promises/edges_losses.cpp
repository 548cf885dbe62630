// Losses, and the activation that looks at whole columns, at the edges of their numbers. Flags as for
// edges_activations.cpp.

#include <algorithm>
#include <array>
#include <utility>

#include <strata/activations/softmax.hpp>
#include <strata/core/type_name.hpp>
#include <strata/losses/binary_cross_entropy.hpp>
#include <strata/losses/cross_entropy.hpp>
#include <strata/losses/huber.hpp>
#include <strata/losses/mean_absolute_error.hpp>
#include <strata/losses/mean_squared_error.hpp>

#include "../support/catch2.hpp"
#include "edges.hpp"

namespace {

using strata::Index;
using Real = long double;

/// A loss that compares element by element: what it is compared with, at which targets, and what is allowed.
struct Entry {
  edges::TextbookLoss textbook;
  std::vector<double> targets;
  double value_ulps, slope_ulps;
};

Entry entry(const strata::BinaryCrossEntropy&) { return {edges::binary_cross_entropy, {0, 1, 0.25}, 8, 8}; }
Entry entry(const strata::Huber&) { return {edges::huber, {0, 1, -2.5}, 8, 2}; }
Entry entry(const strata::MeanAbsoluteError&) { return {edges::mean_absolute_error, {0, 1, -2.5}, 8, 2}; }
Entry entry(const strata::MeanSquaredError&) { return {edges::mean_squared_error, {0, 1, -2.5}, 8, 2}; }

/// A sum that overflows may be infinite although the mean does not.
template <class Scalar>
bool overflows(Scalar got, Real exact) {
  return std::abs(exact) > Real{std::numeric_limits<Scalar>::max()} && edges::error(got, exact, {1}) == 0;
}

template <class Scalar, int Size, class L>
double worst_of_block(const L& loss, const Scalar* numbers, Index size, Scalar target) {
  using Vector = Eigen::Matrix<Scalar, Size, 1>;
  const auto [textbook, targets, value_ulps, slope_ulps] = entry(loss);
  const Vector y = Eigen::Map<const Vector>(numbers, size), t = Vector::Constant(size, target);
  Vector written = Vector::Zero(size);
  const Scalar value = loss.value(y, t), together = loss.value_and_gradient(y, t, written);
  const Vector gradient = loss.gradient(y, t);
  const Real n = static_cast<Real>(size);
  Real sum = 0;
  double worst = 0;
  for (Index i = 0; i < size; ++i) {
    sum += textbook.value(y[i], target);
    const Real slope = textbook.slope(y[i], target);
    // Where both probabilities pull, their difference is exact to the last place of the pulls.
    const Real scale = target > 0 && target < 1 ? 1 / n : 0;
    const edges::Allowed allowed{slope_ulps, scale,
                                 !edges::denormal_numbers || std::abs(y[i]) >= 1 ? edges::tail<Scalar> : 0};
    for (const Scalar got : {written[i], gradient[i]})
      if (!overflows(got, slope)) worst = std::max(worst, edges::error(got, slope / n, allowed));
  }
  for (const Scalar got : {value, together})
    if (!overflows(got, sum))
      worst = std::max(worst, edges::error(got, sum / n, {value_ulps, 0, edges::tail<Scalar>}));
  return worst;
}

template <class Scalar, int Size, class L>
void check_loss(const L& loss, Index size) {
  const std::vector<Scalar> numbers = edges::numbers<Scalar>(edges::denormal_numbers, !edges::fast_math);
  double worst = 0;
  for (const double target : entry(loss).targets)
    for (std::size_t first = 0; first < numbers.size(); first += static_cast<std::size_t>(size)) {
      const auto start = std::min(first, numbers.size() - static_cast<std::size_t>(size));
      worst = std::max(
          worst, worst_of_block<Scalar, Size>(loss, &numbers[start], size, static_cast<Scalar>(target)));
    }
  INFO(strata::type_name<L>() << " of " << size << (Size == size ? " fixed" : "") << " elements");
  CHECK(worst <= 1);
}

/// Columns with one of the numbers among ordinary ones.
template <class Scalar, class Vector>
void fill(Vector& x, Index size, Index position, Scalar number) {
  constexpr std::array<Scalar, 4> ordinary{0, 1, -1.5, 0.25};
  for (Index i = 0; i < size; ++i) x[i] = ordinary[static_cast<std::size_t>(i % 4)];
  x[position] = number;
}

template <class Vector>
std::vector<Real> reals(const Vector& x) {
  return std::vector<Real>(x.data(), x.data() + x.size());
}

template <class Scalar, int Size>
double worst_of_softmax(Index size, Index position, Scalar number) {
  using Vector = Eigen::Matrix<Scalar, Size, 1>;
  Vector x(size), y(size), dy(size), dx(size);
  fill(x, size, position, number);
  for (Index i = 0; i < size; ++i) dy[i] = i % 3 == 0 ? Scalar{1} : Scalar{-0.5};
  strata::Softmax{}.forward(x, y, 0);
  strata::Softmax{}.backward_input(x, y, dy, dx, 0);
  const auto exact = edges::softmax(reals(x));
  Real mean = 0;
  for (Index i = 0; i < size; ++i) mean += exact[static_cast<std::size_t>(i)] * dy[i];
  double worst = 0;
  for (Index i = 0; i < size; ++i) {
    const Real p = exact[static_cast<std::size_t>(i)];
    // x - largest is rounded, and the exponential is as sensitive as that is large.
    const double ulps = p > 0 ? 6 - static_cast<double>(std::log(p)) : 6;
    worst = std::max(worst, edges::error(y[i], p, {ulps, 0, edges::tail<Scalar>}));
    worst = std::max(worst, edges::error(dx[i], p * (dy[i] - mean), {6, 1}));
  }
  return worst;
}

/// With the label of the number and of its neighbour, as labels and as probabilities.
template <class Scalar, int Size>
double worst_of_cross_entropy(Index size, Index position, Scalar number) {
  using Vector = Eigen::Matrix<Scalar, Size, 1>;
  const strata::CrossEntropy loss;
  Vector y(size), by_label(size), by_probability(size);
  fill(y, size, position, number);
  const auto logarithms = edges::log_softmax(reals(y)), p = edges::softmax(reals(y));
  double worst = 0;
  for (const Index right : {position, (position + 1) % size}) {
    const Eigen::Matrix<int, 1, 1> label(static_cast<int>(right));
    Vector target = Vector::Zero(size);
    target[right] = 1;
    const std::array<Scalar, 4> values{loss.value(y, label), loss.value_and_gradient(y, label, by_label),
                                       loss.value(y, target),
                                       loss.value_and_gradient(y, target, by_probability)};
    for (const Scalar value : values)
      worst = std::max(worst, edges::error(value, -logarithms[static_cast<std::size_t>(right)], {4, 1}));
    for (Index i = 0; i < size; ++i)
      for (const Scalar slope : {by_label[i], by_probability[i]})
        worst = std::max(worst, edges::error(slope, p[static_cast<std::size_t>(i)] - (i == right), {6, 1}));
  }
  return worst;
}

template <class Scalar, int Size>
void check_columns(Index size) {
  double softmax = 0, cross_entropy = 0;
  Index position = 0;
  for (const Scalar number : edges::numbers<Scalar>(edges::denormal_numbers, !edges::fast_math)) {
    position = (position + 1) % size;
    softmax = std::max(softmax, worst_of_softmax<Scalar, Size>(size, position, number));
    if constexpr (Size != 1)  // CrossEntropy refuses a single class.
      if (size > 1)
        cross_entropy = std::max(cross_entropy, worst_of_cross_entropy<Scalar, Size>(size, position, number));
  }
  INFO(size << (Size == size ? " fixed" : "") << " classes");
  CHECK(softmax <= 1);
  CHECK(cross_entropy <= 1);
}

template <class Scalar, int Size>
void check_size(Index size) {
  check_loss<Scalar, Size>(strata::BinaryCrossEntropy{}, size);
  check_loss<Scalar, Size>(strata::Huber{}, size);
  check_loss<Scalar, Size>(strata::MeanAbsoluteError{}, size);
  check_loss<Scalar, Size>(strata::MeanSquaredError{}, size);
  check_columns<Scalar, Size>(size);
}

template <class Scalar, int... Size>
void check_sizes(std::integer_sequence<int, Size...>) {
  (check_size<Scalar, Size>(Size), ...);
  for (Index size = 1; size <= 17; ++size) check_size<Scalar, Eigen::Dynamic>(size);
}

}  // namespace

TEMPLATE_TEST_CASE("Losses and Softmax are right at every edge", "", float, double) {
  if constexpr (edges::comparable<TestType>)
    check_sizes<TestType>(std::integer_sequence<int, STRATA_EDGES_SIZES>{});
}

TEST_CASE("Every loss is driven to its edges") {
  CHECK(edges::structs_in(STRATA_HEADERS "/losses") ==
        std::set<std::string>{"BinaryCrossEntropy", "CrossEntropy", "Huber", "MeanAbsoluteError",
                              "MeanSquaredError"});
}
