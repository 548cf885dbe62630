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

TEST_CASE("Input refuses sizes below 1 and shows them") {
  CHECK_THROWS_WITH(Input(3, 0), "strata: Input: expected sizes of at least 1, got 3 x 0; as in Input{784}");
  CHECK_THROWS_AS(Input{-1}, std::invalid_argument);
}
