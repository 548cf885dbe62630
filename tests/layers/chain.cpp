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

TEST_CASE("The first layer with parameters is known from the types") {
  const auto first_trained = []<class... Layers>(const Chain<Layers...>& chain) {
    return chain.template first_trained<Shape<1>>();
  };
  CHECK(first_trained(Chain<Dense<1, false>, Tanh, Dense<2>>{}) == 0);
  CHECK(first_trained(Chain<Tanh, Sigmoid, Dense<1, false>, Dense<3>>{}) == 2);
  CHECK(first_trained(Chain<Tanh, Residual<Sigmoid>>{}) == 2);
  CHECK(first_trained(Chain(Tanh{}, Dense{2})) == 1);
}

TEST_CASE("Gradients that nobody asks for are left out, and change no other") {
  const Chain chain(Tanh{}, Dense{4}, Sigmoid{}, Dense{2});
  CHECK_GRADIENT(gradient_check(chain, Input{3}, checks::random(3, 5)));
  const Sequential<double, Input<3>, Tanh, Dense<4>, Sigmoid, Dense<2>> net;
  CHECK_GRADIENT(gradient_check(net, MeanSquaredError{}, checks::random(3, 5), checks::random(2, 5, 1, 3)));
}

namespace {

/// Sets all weights to the gain that it is asked for.
struct GainAsWeight {
  double gain = -1;
  GainAsWeight for_gain(double asked) const { return {asked}; }
  void operator()(auto& weights, Fans, Generator&) const {
    weights.setConstant(static_cast<typename std::remove_cvref_t<decltype(weights)>::Scalar>(gain));
  }
};

}  // namespace

TEST_CASE("The weights of a layer hear of the next activation behind layers that keep the shape") {
  auto net = make_sequential<double>(Input<2>{}, Dense<1>{}, Dense<2>{}, LayerNorm{},
                                     LeakyReLU{.negative_slope = 1}, Dense<3>{}, ReLU{});
  net.initialize(GainAsWeight{});
  CHECK(net.layer<0>().weights()(0) == 0);
  CHECK(net.layer<1>().weights()(0) == 1);
  CHECK(net.layer<4>().weights()(0) == std::sqrt(2.0));
  auto linear = make_sequential<double>(Input<2>{}, Dense<1>{}, Dropout{});
  linear.initialize(GainAsWeight{});
  CHECK(linear.layer<0>().weights()(0) == 0);
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
