#include <sstream>

#include <strata/testing/gradient_check.hpp>

#include "../support/checks.hpp"
#include "../support/layers.hpp"

using namespace strata;

namespace {

/// A dense layer with one mistake, chosen by number.
template <int Mistake>
struct WrongDense : Dense<2> {
  void backward_input(const auto& x, const auto& y, const auto& dy, auto& dx, const auto& context) const {
    Dense<2>::backward_input(x, y, dy, dx, context);
    if constexpr (Mistake == 1) dx(0) *= 1.00001;
    if constexpr (Mistake == 2) dx(1) = std::nan("");
  }

  void backward_parameters(const auto& x, const auto& y, const auto& dy, const auto& gradient,
                           const auto& context) const {
    if constexpr (Mistake == 3) return;
    Dense<2>::backward_parameters(x, y, dy, gradient, context);
    auto weight = get<0>(gradient);
    if constexpr (Mistake == 4) weight(1, 2) *= -1;
  }
};

/// The mean squared error with a forgotten factor of 2.
struct HalfGradient : MeanSquaredError {
  template <class Output, class Target, class Gradient>
  auto value_and_gradient(const Output& output, const Target& target, Gradient& d_output) const {
    const auto value = MeanSquaredError::value_and_gradient(output, target, d_output);
    d_output /= 2;
    return value;
  }
};

/// A loss whose two values differ.
struct OtherValue : MeanSquaredError {
  template <class Output, class Target, class Gradient>
  auto value_and_gradient(const Output& output, const Target& target, Gradient& d_output) const {
    return MeanSquaredError::value_and_gradient(output, target, d_output) + 1e-3;
  }
};

/// The sum of cubes, whose central difference with step h is 3 y^2 + h^2.
struct Cubes {
  double value(const auto& y, const auto&) const { return y.array().cube().sum(); }
  Eigen::MatrixXd gradient(const auto& y, const auto&) const { return 3 * y.array().square(); }
};

/// A dense layer that remembers its parameters in every pass.
struct Remembering : Dense<2> {
  std::vector<Eigen::VectorXd>* weights;
  std::vector<Eigen::VectorXd>* biases;

  void forward(const auto& x, auto& y, const auto& context) const {
    weights->emplace_back(get<0>(context.parameters).reshaped());
    biases->emplace_back(get<1>(context.parameters));
    Dense<2>::forward(x, y, context);
  }
};

std::string text_of(const GradientCheck& check) {
  std::ostringstream text;
  text << check;
  return text.str();
}

}  // namespace

TEST_CASE("gradient_check takes a small step and allows little by default") {
  const GradientCheckOptions options;
  CHECK(options.step == 1e-6);
  CHECK(options.absolute == 1e-8);
  CHECK(options.relative == 1e-6);
  CHECK(options.seed == default_seed);
}

TEST_CASE("A GradientCheck agrees where something was compared and no difference exceeds what is allowed") {
  CHECK(GradientCheck{.excess = 1, .compared = 1});
  CHECK_FALSE(GradientCheck{.excess = std::nextafter(1, 2), .compared = 1});
  CHECK_FALSE(GradientCheck{.excess = 1});
  CHECK(
      text_of({}) ==
      "gradients differ: of 0 elements nothing differs most: analytic 0, numeric 0, 0 times what is allowed");
}

TEST_CASE("gradient_check measures the difference from a central difference in what is allowed") {
  const Eigen::MatrixXd y{{2, 2}, {2, 1}};
  const auto check = gradient_check(Cubes{}, y, y, {.step = 0.5, .absolute = 0.5, .relative = 2});
  CHECK(text_of(check) ==
        "gradients agree in 8 elements; output(1, 1) differs most: analytic 3, numeric 3.25, 0.0357143 times "
        "what is allowed");
  CHECK(check.where == "output(1, 1)");
  CHECK(check.analytic == 3);
  CHECK(check.numeric == 3.25);
  CHECK(check.excess == 0.25 / (0.5 + 2 * 3.25));
  CHECK(check.compared == 2 * 4);
}

TEST_CASE("gradient_check names the last of elements that agree equally") {
  const Eigen::MatrixXd y = Eigen::MatrixXd::Zero(2, 3);
  const auto check = gradient_check(MeanSquaredError{}, y, y);
  CHECK(check.where == "output(1, 2)");
  CHECK(check.excess == 0);
}

TEST_CASE("gradient_check shakes parameters by up to a tenth, after the layer drew them") {
  std::vector<Eigen::VectorXd> weights, biases;
  CHECK(gradient_check(Remembering{{}, &weights, &biases}, Input<3>{}, checks::random(3, 2)));

  Generator generator(default_seed);
  Eigen::MatrixXd drawn(2, 3);
  GlorotUniform{}(drawn, Fans{.in = 3, .out = 2}, generator);
  Eigen::VectorXd shake(8);
  detail::fill_uniform(shake, 0.1, generator);
  CHECK(checks::distance(weights.front(), drawn.reshaped() + shake.head(6)) <= 1e-15);
  CHECK(checks::distance(biases.front(), shake.tail(2)) <= 1e-15);
}

TEST_CASE("gradient_check catches a wrong derivative and says where and by how much") {
  const auto check = gradient_check(third_party::WrongCube{}, Input<2>{}, Eigen::Vector2d{0.1, 3});
  CHECK_FALSE(check);
  CHECK(check.where == "input(1)");
  CHECK(check.compared == 2);
  CHECK(std::abs(check.analytic / check.numeric - 2.0 / 3) < 1e-6);
  CHECK_THAT(text_of(check), contains("gradients differ: of 2 elements input(1) differs most: analytic"));
}

TEST_CASE("gradient_check catches small, missing, infinite and misplaced gradients") {
  const Eigen::MatrixXd x = checks::random(3, 2);
  CHECK(gradient_check(WrongDense<0>{}, Input<3>{}, x));
  CHECK(gradient_check(WrongDense<1>{}, Input<3>{}, x).where == "input(0, 0)");
  CHECK(gradient_check(WrongDense<2>{}, Input<3>{}, x).where == "input(1, 0)");
  CHECK_FALSE(gradient_check(WrongDense<3>{}, Input<3>{}, x));
  CHECK(gradient_check(WrongDense<4>{}, Input<3>{}, x).where == "weight(1, 2)");
}

TEST_CASE("gradient_check catches a wrong layer inside a network") {
  const auto net = make_sequential<double>(Input{3}, Dense{4}, Tanh{}, WrongDense<4>{});
  const auto check =
      gradient_check(net, MeanSquaredError{}, checks::random(3, 5), checks::random(2, 5, 1, 3));
  CHECK_FALSE(check);
  CHECK(check.where == "2.weight(1, 2)");
  CHECK(check.compared == 3 * 4 + 4 + 4 * 2 + 2);
}

TEST_CASE("gradient_check catches a wrong loss") {
  const Eigen::MatrixXd output = checks::random(2, 3), target = checks::random(2, 3, 1, 3);
  CHECK(gradient_check(MeanSquaredError{}, output, target));
  CHECK_FALSE(gradient_check(HalfGradient{}, output, target));
  CHECK(gradient_check(OtherValue{}, output, target).where == "the value that value_and_gradient returns");
  CHECK(gradient_check(OtherValue{}, output, output, {.absolute = 1e-3}));
  CHECK_FALSE(gradient_check(OtherValue{}, output, output, {.absolute = 0.999e-3}));
}

TEST_CASE("gradient_check takes networks of other precisions and layers with state and random numbers") {
  const auto net =
      make_sequential<float>(Input<3>{}, third_party::Center{}, third_party::RandomScale{}, Dense<2>{});
  CHECK_GRADIENT(
      gradient_check(net, MeanSquaredError{}, checks::random<Eigen::MatrixXf>(3, 4), checks::random(2, 4)));
}

TEST_CASE("gradient_check refuses an input of other features, and finds nothing in nothing") {
  CHECK_THROWS_WITH(gradient_check(Dense{2}, Input<3>{}, checks::random(4, 5)),
                    contains("expected 3 features (rows), got 4"));
  const Sequential<double, Input<2>, ReLU> net;
  CHECK_FALSE(gradient_check(net, MeanSquaredError{}, checks::random(2, 3), checks::random(2, 3)));
}
