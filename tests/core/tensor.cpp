#include <array>
#include <numeric>

#include <strata/core/tensor.hpp>

#include "../support/catch2.hpp"

using strata::Dynamic;
using strata::Shape;
using strata::tensor;
using strata::Tensor;
using strata::Tensors;

namespace {

std::array<double, 64> count_up() {
  std::array<double, 64> numbers{};
  std::iota(numbers.begin(), numbers.end(), 0.0);
  return numbers;
}

}  // namespace

TEST_CASE("A tensor of rank 1 is viewed as a vector, others as matrices of first extent x the rest") {
  auto numbers = count_up();
  const auto vector = tensor<"bias">(Shape<4>{}).view(numbers.data());
  STATIC_REQUIRE(decltype(vector)::RowsAtCompileTime == 4);
  STATIC_REQUIRE(decltype(vector)::IsVectorAtCompileTime);
  CHECK(vector(3) == 3);

  const auto matrix = tensor<"weight">(Shape<2, Dynamic, 3>(2, 5, 3)).view(numbers.data());
  CHECK(matrix.rows() == 2);
  CHECK(matrix.cols() == 15);
  CHECK(matrix(1, 4) == 9);
}

TEST_CASE("Views on large tensors have run-time sizes but vectors stay vectors") {
  std::array<float, 1> start{};
  using Large = decltype(Tensor<"weight", 512, 784>{}.view(start.data()));
  STATIC_REQUIRE(Large::RowsAtCompileTime == Eigen::Dynamic);
  using Long = decltype(Tensor<"bias", 100000>{}.view(start.data()));
  STATIC_REQUIRE(Long::RowsAtCompileTime == Eigen::Dynamic);
  STATIC_REQUIRE(Long::ColsAtCompileTime == 1);
}

TEST_CASE("Tensors lie one after the other and can be named by structured bindings") {
  auto numbers = count_up();
  const Tensors layout(tensor<"weight">(Shape<2, 3>{}), tensor<"bias">(Shape<2>{}));
  STATIC_REQUIRE(decltype(layout)::static_size<> == 8);
  const auto& [weight, bias] = layout.view(numbers.data());
  CHECK(weight(1, 2) == 5);
  CHECK(bias(0) == 6);
  bias(1) = -1;
  CHECK(numbers[7] == -1);
}

TEST_CASE("Groups nest, and alignment rounds the size of each tensor up") {
  auto numbers = count_up();
  const Tensors inner(tensor<"a">(Shape<Dynamic>(3)), tensor<"b">(Shape<5>{}));
  const Tensors layout(tensor<"first">(Shape<2>{}), inner, tensor<"last">(Shape<1>{}));
  CHECK(layout.size() == 2 + 3 + 5 + 1);
  CHECK(layout.size<4>() == 4 + 4 + 8 + 4);

  CHECK(get<1>(get<1>(layout.view(numbers.data())))(0) == 5);
  CHECK(get<2>(layout.view(numbers.data()))(0) == 10);
  CHECK(get<1>(get<1>(layout.view<4>(numbers.data())))(0) == 8);
  CHECK(get<2>(layout.view<4>(numbers.data()))(0) == 16);
}

TEST_CASE("Layouts are equal where all their extents are") {
  const Tensors three(tensor<"a">(Shape<Dynamic>(3)));
  CHECK(three == Tensors(tensor<"a">(Shape<Dynamic>(3))));
  CHECK_FALSE(three == Tensors(tensor<"a">(Shape<Dynamic>(4))));
  CHECK(Tensors(tensor<"a">(Shape<3>{})) == Tensors(tensor<"a">(Shape<3>{})));
}

TEST_CASE("Sizes of types are known where all that they are made of is") {
  using namespace strata::detail;
  CHECK(static_product(6, 2) == 12);
  CHECK(static_product(Dynamic, 2) == Dynamic);
  CHECK(static_product(6, Dynamic) == Dynamic);
  CHECK(static_sum(6, 2) == 8);
  CHECK(static_sum(Dynamic, 2) == Dynamic);
  CHECK(static_sum(6, Dynamic) == Dynamic);
  CHECK(round_up(0, 4) == 0);
  CHECK(round_up(1, 4) == 4);
  CHECK(round_up(8, 4) == 8);
  CHECK(round_up(9, 4) == 12);
  CHECK(round_up(Dynamic, 4) == Dynamic);
}

TEST_CASE("Up to 8 KiB are small, and lie in types of fixed size") {
  using namespace strata::detail;
  CHECK(is_small<double>(0));
  CHECK(is_small<double>(1024));
  CHECK_FALSE(is_small<double>(1025));
  CHECK(is_small<float>(2048));
  CHECK_FALSE(is_small<float>(2049));
  CHECK_FALSE(is_small<float>(Dynamic));
  STATIC_REQUIRE(std::is_same_v<MatrixFor<double, 2, 512>::type, Eigen::Matrix<double, 2, 512>>);
  STATIC_REQUIRE(std::is_same_v<MatrixFor<double, 2, 513>::type, Eigen::MatrixXd>);
  STATIC_REQUIRE(std::is_same_v<MatrixFor<double, 513, 2>::type, Eigen::MatrixXd>);
  STATIC_REQUIRE(std::is_same_v<MatrixFor<double, 1, 1025>::type, Eigen::RowVectorXd>);
  STATIC_REQUIRE(std::is_same_v<MatrixFor<double, 1025, 1>::type, Eigen::VectorXd>);
  STATIC_REQUIRE(std::is_same_v<strata::FlatVector<float, 2048>, Eigen::Matrix<float, 2048, 1>>);
  STATIC_REQUIRE(std::is_same_v<strata::FlatVector<float, 2049>, Eigen::VectorXf>);
  CHECK(zeros<Eigen::VectorXd>(3) == Eigen::Vector3d::Zero());
}

TEST_CASE("A tensor has its name, and the columns of all extents but the first") {
  STATIC_REQUIRE(Tensor<"bias", 4>::static_columns == 1);
  STATIC_REQUIRE(Tensor<"weight", 2, 3, 5>::static_columns == 15);
  STATIC_REQUIRE(Tensor<"weight", Dynamic, 3, 5>::static_columns == 15);
  STATIC_REQUIRE(Tensor<"weight", 2, 3, Dynamic>::static_columns == Dynamic);
  CHECK(Tensor<"weight", 2>::name == "weight");
  CHECK(tensor<"weight">(Shape<2, 3, 5>{}).columns() == 15);
  CHECK(tensor<"weight">(Shape<2, Dynamic, 5>(2, 3, 5)).columns() == 15);
  CHECK(tensor<"weight">(Shape<Dynamic, Dynamic>(2, 3)).columns() == 3);
}

TEST_CASE("Magnitudes count elements beyond the range of whole numbers") {
  const Shape<3, Dynamic, Dynamic> huge(3, strata::Index{1} << 40, strata::Index{1} << 40);
  const Tensors layout(tensor<"a">(huge), Tensors(tensor<"b">(Shape<5>{}), tensor<"c">(Shape<2, 3>{})));
  CHECK(magnitude(huge) == 3 * 0x1p80);
  CHECK(magnitude(tensor<"a">(huge)) == 3 * 0x1p80);
  CHECK(magnitude(std::get<1>(layout.items)) == 11);
  CHECK(magnitude(layout) == 3 * 0x1p80 + 11);
  CHECK(magnitude(Tensors<>{}) == 0);
}
