#include <limits>

#include <strata/core/product.hpp>

#include "../support/checks.hpp"

using Eigen::Dynamic;
using strata::Index;
using strata::Packing;

namespace {

using Exact = Eigen::Matrix<long double, Dynamic, Dynamic>;

/// The error of `got` over what rounding can do to a sum of products and one more number: (depth + 1)
/// epsilon times the sum of absolute values (Higham, Accuracy and Stability of Numerical Algorithms, 3.5).
double excess(const Exact& got, const Exact& a, const Exact& b, const Exact& added, long double epsilon) {
  const Exact sum = added + a * b;
  const Exact magnitude = added.cwiseAbs() + a.cwiseAbs() * b.cwiseAbs();
  const auto bound = magnitude * (static_cast<long double>(a.cols() + 1) * epsilon);
  return static_cast<double>(
      (got - sum).cwiseAbs().cwiseQuotient(bound).template maxCoeff<Eigen::PropagateNaN>());
}

/// The worst of all three products of a dense layer, for one combination of sizes.
template <class Scalar, int Rows, int Depth, int Columns>
double worst(Index rows, Index depth, Index columns) {
  using A = Eigen::Matrix<Scalar, Rows, Depth>;
  using B = Eigen::Matrix<Scalar, Depth, Columns>;
  using C = Eigen::Matrix<Scalar, Rows, Columns>;
  const A a = checks::random<A>(rows, depth);
  const B b = checks::random<B>(depth, columns, 2, 8);
  const auto added = checks::random<Eigen::Matrix<Scalar, Rows, 1>>(rows, 1, 2, 9);
  constexpr long double epsilon = std::numeric_limits<Scalar>::epsilon();
  const auto exact = [](const auto& matrix) -> Exact { return matrix.template cast<long double>(); };
  Packing<Scalar> packing;

  C c = checks::random<C>(rows, columns);
  strata::affine(a, b, added, c, packing);
  double largest = excess(exact(c), exact(a), exact(b), exact(added).replicate(1, columns), epsilon);

  B d = checks::random<B>(depth, columns);
  strata::product(a.transpose(), c, d, packing);
  largest = std::max(largest,
                     excess(exact(d), exact(a).transpose(), exact(c), Exact::Zero(depth, columns), epsilon));

  A e = checks::random<A>(rows, depth);
  strata::product(c, b.transpose(), e, packing);
  return std::max(largest,
                  excess(exact(e), exact(c), exact(b).transpose(), Exact::Zero(rows, depth), epsilon));
}

/// Products of 2 x 3 and 3 x `columns` where the operands are followed by NaN, the result by 7.
template <int Rows, int Depth, int Columns>
void check_ends(Index columns) {
  Eigen::VectorXd a = Eigen::VectorXd::Constant(20, std::nan("")), b = a,
                  c = Eigen::VectorXd::Constant(20, 7);
  a.head(6) = checks::random(6, 1);
  b.head(3 * columns) = checks::random(3 * columns, 1, 2, 8);
  const Eigen::Map<Eigen::Matrix<double, Rows, Depth>> left(a.data(), 2, 3);
  const Eigen::Map<Eigen::Matrix<double, Depth, Columns>> right(b.data(), 3, columns);
  Eigen::Map<Eigen::Matrix<double, Rows, Columns>> result(c.data(), 2, columns);
  const Eigen::Vector2d added{1, -2};
  const Eigen::MatrixXd exact = left * right;
  Packing<double> packing;
  strata::product(left, right, result, packing);
  CHECK(checks::distance(result, exact) <= 1e-15);
  strata::affine(left, right, added, result, packing);
  CHECK(checks::distance(result, (exact.colwise() + added).eval()) <= 1e-15);
  CHECK((c.tail(20 - 2 * columns).array() == 7).all());
}

}  // namespace

TEST_CASE("Products of run-time sizes are right at every size around the edges of kernels and blocks") {
  for (const Index rows : {1, 2, 7, 48, 130})
    for (const Index depth : {1, 3, 8, 129, 700})
      for (const Index columns : {1, 2, 3, 4, 17, 64}) {
        INFO(rows << " x " << depth << " x " << columns);
        CHECK(worst<double, Dynamic, Dynamic, Dynamic>(rows, depth, columns) <= 1);
        CHECK(worst<float, Dynamic, Dynamic, Dynamic>(rows, depth, columns) <= 1);
      }
}

TEST_CASE("Products of fixed and mixed sizes are right") {
  CHECK(worst<double, 2, 3, 1>(2, 3, 1) <= 1);
  CHECK(worst<float, 4, 4, 1>(4, 4, 1) <= 1);
  CHECK(worst<double, 16, 7, 1>(16, 7, 1) <= 1);
  CHECK(worst<float, 1, 5, 3>(1, 5, 3) <= 1);
  CHECK(worst<long double, 3, 1, 2>(3, 1, 2) <= 1);
  CHECK(worst<double, 3, 4, Dynamic>(3, 4, 5) <= 1);
  CHECK(worst<float, 1, 4, Dynamic>(1, 4, 5) <= 1);
  CHECK(worst<double, Dynamic, 4, 1>(6, 4, 1) <= 1);
  CHECK(worst<long double, Dynamic, Dynamic, 1>(6, 4, 1) <= 1);
}

TEST_CASE("A right operand may skip memory between its columns") {
  const Eigen::MatrixXd a = checks::random(5, 3), wide = checks::random(9, 4);
  Eigen::MatrixXd c(5, 4);
  Packing<double> packing;
  const auto part = wide.middleRows(2, 3);
  strata::product(a, part, c, packing);
  CHECK(checks::distance(c, (a * part).eval()) <= 1e-14);
  Eigen::MatrixXd d(5, 3);
  strata::product(c, part.transpose(), d, packing);
  CHECK(checks::distance(d, (c * part.transpose()).eval()) <= 1e-13);
  Eigen::MatrixXd few(5, 2);
  strata::product(a, part.leftCols(2), few, packing);
  CHECK(checks::distance(few, (a * part.leftCols(2)).eval()) <= 1e-14);
  const auto row = wide.topRows(1);
  Eigen::MatrixXd one(5, 1);
  strata::product(c, row.transpose(), one, packing);
  CHECK(checks::distance(one, (c * row.transpose()).eval()) <= 1e-14);
}

TEST_CASE("Products of written-out sizes are right with one column or two, and a depth of 1") {
  CHECK(worst<double, 5, 5, 2>(5, 5, 2) <= 1);
  CHECK(worst<double, 16, 1, 1>(16, 1, 1) <= 1);
  CHECK(worst<float, 9, 3, 1>(9, 3, 1) <= 1);
}

TEST_CASE("Products that threads share are right") {
  const strata::Threads threads(3);
  CHECK(worst<double, Dynamic, Dynamic, Dynamic>(64, 100, 72) <= 1);
  CHECK(worst<float, Dynamic, Dynamic, Dynamic>(64, 100, 72) <= 1);
}

TEST_CASE("A right operand may be one of two interleaved vectors") {
  const Eigen::MatrixXd a = checks::random(5, 4), pairs = checks::random(2, 4);
  Eigen::MatrixXd c(5, 1);
  Packing<double> packing;
  for (const Index i : {0, 1}) {
    const auto row = pairs.middleRows(i, 1);
    strata::product(a, row.transpose(), c, packing);
    CHECK(checks::distance(c, (a * row.transpose()).eval()) <= 1e-14);
  }
}

TEST_CASE("Products read and write nothing behind their operands") {
  check_ends<2, 3, 1>(1);
  for (const Index columns : {1, 2, 5}) check_ends<Dynamic, Dynamic, Dynamic>(columns);
}
