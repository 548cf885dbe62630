#include <strata/core/layer.hpp>

#include "../support/checks.hpp"
#include "../support/layers.hpp"

using namespace strata;

namespace {

struct NoForward {
  void backward_input(const auto&, const auto&, const auto&, auto&, const auto&) const {}
};

struct NoBackward {
  void forward(const auto&, auto&, const auto&) const {}
};

/// Declares parameters but neither their gradient nor their first values.
struct NoGradient : third_party::WrongCube {
  constexpr auto parameters(const auto&) const { return Tensors(tensor<"scale">(Shape<1>{})); }
};

}  // namespace

TEST_CASE("The concept Layer holds for what has the functions, and for nothing else") {
  STATIC_REQUIRE(Layer<Dense<3>>);
  STATIC_REQUIRE(Layer<Dense<>, float, Shape<7>>);
  STATIC_REQUIRE(Layer<ReLU>);
  STATIC_REQUIRE(Layer<Softplus, long double>);
  STATIC_REQUIRE(Layer<third_party::Center>);
  STATIC_REQUIRE(Layer<third_party::RandomScale>);
  STATIC_REQUIRE(Layer<Residual<Dense<3>, Tanh>, double, Shape<3>>);
  STATIC_REQUIRE_FALSE(Layer<int>);
  STATIC_REQUIRE_FALSE(Layer<NoForward>);
  STATIC_REQUIRE_FALSE(Layer<NoBackward>);
  STATIC_REQUIRE_FALSE(Layer<NoGradient>);
}

TEST_CASE("A layer that says nothing keeps its shape and wants no memory") {
  constexpr ReLU relu;
  STATIC_REQUIRE(output_shape_of(relu, Shape<3, 4>{}) == Shape<3, 4>{});
  STATIC_REQUIRE(parameters_of(relu, Shape<3>{}).size() == 0);
  STATIC_REQUIRE(state_of(relu, Shape<3>{}).size() == 0);
  STATIC_REQUIRE(scratch_of(relu, Shape<3>{}, Shape<2>{}).size() == 0);
}
