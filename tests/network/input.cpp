#include <strata/network/input.hpp>

#include "../support/catch2.hpp"

using strata::Dynamic;
using strata::Input;

TEST_CASE("Input states a shape at compile time or at run time") {
  STATIC_REQUIRE(Input<3, 28, 28>{}.shape().size() == 2352);
  const Input input{3, 28, 28};
  STATIC_REQUIRE(std::is_same_v<decltype(input), const Input<Dynamic, Dynamic, Dynamic>>);
  CHECK(input.shape() == Input<3, 28, 28>{}.shape());
}

TEST_CASE("Input takes the sizes of its type, and no others") {
  CHECK(Input<1>{1}.shape() == strata::Shape<1>{});
  CHECK(Input<Dynamic, 3>(5, 3).shape().size() == 15);
  const char* refusal =
      "strata: Input: expected the sizes of its type, 5 x 3, got others; as in Input<784>{} or Input{784}";
  CHECK_THROWS_WITH((Input<Dynamic, 3>(5, 4)), refusal);
  CHECK_THROWS_WITH((Input<5, 3>(4, 3)), refusal);
  STATIC_REQUIRE(std::is_constructible_v<Input<Dynamic, Dynamic>, int, long>);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<Input<Dynamic, Dynamic>, int, double>);
}

TEST_CASE("Input refuses sizes below 1 and shows them") {
  CHECK_THROWS_WITH(Input(3, 0), "strata: Input: expected sizes of at least 1, got 3 x 0; as in Input{784}");
  CHECK_THROWS_WITH(Input{-1}, "strata: Input: expected sizes of at least 1, got -1; as in Input{784}");
}
