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
}
