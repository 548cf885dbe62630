#include <strata/layers/chain.hpp>

#include "../support/checks.hpp"
#include "../support/layers.hpp"

using namespace strata;

TEST_CASE("A chain of layers is a layer whose gradients agree with finite differences") {
  checks::gradients(Chain<Dense<4>, Tanh, Dense<2, false>>{}, Chain(Dense{4}, Tanh{}, Dense{2, no_bias}));
  CHECK_GRADIENT(
      gradient_check(Chain<Chain<Dense<4>, Sigmoid>, Chain<Dense<3>>>{}, Input{3}, checks::random(3, 17)));
}

TEST_CASE("A chain hands scratch, state and generator to its layers") {
  const Chain chain(Dense<4>{}, third_party::RandomScale{}, third_party::Center{}, Tanh{}, Dense<2>{});
  CHECK_GRADIENT(gradient_check(chain, Input<3>{}, checks::random(3, 17)));
}

TEST_CASE("Shapes flow through a chain") {
  const Chain chain(Dense<4>{}, Tanh{}, Dense{2});
  CHECK(chain.shape_at<0>(Shape<3>{}) == Shape<3>{});
  CHECK(chain.shape_at<2>(Shape<3>{}) == Shape<4>{});
  STATIC_REQUIRE(decltype(chain.shape_at<2>(Shape<3>{}))::static_size == 4);
  STATIC_REQUIRE(decltype(chain.output_shape(Shape<3>{}))::static_size == Dynamic);
  CHECK(chain.output_shape(Shape<3>{}).size() == 2);
  CHECK(chain.parameters(Shape<3>{}).size() == 4 * 3 + 4 + 2 * 4 + 2);
}
