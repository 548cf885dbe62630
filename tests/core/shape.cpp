#include <type_traits>

#include <strata/core/shape.hpp>

#include "../support/catch2.hpp"

using strata::Dynamic;
using strata::Shape;

TEST_CASE("A fixed shape is an empty type that knows its size") {
  using Image = Shape<3, 28, 28>;
  STATIC_REQUIRE(std::is_empty_v<Image>);
  STATIC_REQUIRE(Image::static_size == 2352);
  STATIC_REQUIRE(Image{}.extent<1>() == 28);
  STATIC_REQUIRE(Image{}.size() == 2352);
}

TEST_CASE("A run-time extent is stored beside fixed ones") {
  const Shape<3, Dynamic, 5> shape(3, 4, 5);
  STATIC_REQUIRE(decltype(shape)::static_size == Dynamic);
  STATIC_REQUIRE(decltype(shape)::static_extent<2> == 5);
  CHECK(shape.extent<0>() == 3);
  CHECK(shape.extent<1>() == 4);
  CHECK(shape.extent<2>() == 5);
  CHECK(shape.size() == 60);
  CHECK(Shape<Dynamic, Dynamic>(2, 7).extent<1>() == 7);
}

TEST_CASE("Shapes are equal where their extents are, however they are known") {
  CHECK(Shape<3, 4>{} == Shape<3, 4>{});
  CHECK(Shape<3, 4>{} == Shape<Dynamic, 4>(3, 4));
  CHECK_FALSE(Shape<3, 4>{} == Shape<4, 3>{});
  CHECK_FALSE(Shape<3, 4>{} == Shape<3, Dynamic>(3, 5));
  CHECK_FALSE(Shape<12>{} == Shape<3, 4>{});
  CHECK(Shape<Dynamic, 4>(3, 4) == Shape<3, 4>{});
  CHECK(Shape<Dynamic, 4>(3, 4) == Shape<3, Dynamic>(3, 4));
  CHECK_FALSE(Shape<Dynamic>(12) == Shape<3, 4>{});
}

TEST_CASE("Shapes are written as people write them") {
  CHECK(to_string(Shape<3, 28, 28>{}) == "3 x 28 x 28");
  CHECK(to_string(Shape<Dynamic>(10)) == "10");
}

TEST_CASE("Every extent is found again, whichever of them are fixed") {
  const Shape<Dynamic, 3, Dynamic, Dynamic> shape(2, 3, 5, 7);
  CHECK(shape.extents() == std::array<strata::Index, 4>{2, 3, 5, 7});
  CHECK(shape.extent<0>() == 2);
  CHECK(shape.extent<2>() == 5);
  CHECK(shape.extent<3>() == 7);
  CHECK(sizeof shape == 3 * sizeof(strata::Index));
  CHECK(shape.size() == 210);
  CHECK(Shape<3, 4>(3, 4).extents() == std::array<strata::Index, 2>{3, 4});
  CHECK(Shape<Dynamic>{}.size() == 0);
  STATIC_REQUIRE(Shape<>{}.size() == 1);
}
