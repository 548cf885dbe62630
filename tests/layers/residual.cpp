#include <strata/layers/residual.hpp>

#include "../support/checks.hpp"
#include "../support/layers.hpp"

using namespace strata;

TEST_CASE("Residual agrees with finite differences") {
  checks::gradients(Residual<Dense<5>, Tanh, Dense<3>>{}, Residual(Dense{5}, Tanh{}, Dense{3}));
}

TEST_CASE("Residuals nest, and may have no parameters") {
  const Eigen::MatrixXd x = checks::random(3, 17);
  CHECK_GRADIENT(gradient_check(Residual<Sigmoid>{}, Input{3}, x));
  CHECK_GRADIENT(gradient_check(Residual<Dense<3>, Residual<Tanh, Dense<3>>, Softmax>{}, Input{3}, x));
}

TEST_CASE("Residual lends scratch, state and generator to its layers") {
  const Residual layer(third_party::RandomScale{}, third_party::Center{}, Dense<3>{}, Tanh{});
  CHECK_GRADIENT(gradient_check(layer, Input<3>{}, checks::random(3, 17)));
}

TEST_CASE("A residual block of zeros is the identity") {
  Sequential<double, Input<3>, Residual<Dense<4>, Tanh, Dense<3>>> net;
  net.initialize(Zeros{});
  const Eigen::MatrixXd x = checks::random(3, 5);
  CHECK(net.predict(x) == x);
  CHECK(net.forward(x).output() == x);
  CHECK(net.parameter_count() == 3 * 4 + 4 + 4 * 3 + 3);
}

TEST_CASE("A residual block adds what its layers make of its input, in training and in inference") {
  Sequential<double, Input<3>, Residual<Dense<3>>> net;
  const Eigen::MatrixXd x = checks::random(3, 5);
  Sequential<double, Input<3>, Dense<3>> inner;
  inner.parameters() = net.parameters();
  const Eigen::MatrixXd expected = x + inner.predict(x);
  CHECK(checks::distance(net.predict(x), expected) <= 1e-15);
  CHECK(checks::distance(net.forward(x).output(), expected) <= 1e-15);
}

TEST_CASE("Residual refuses layers that change the shape") {
  CHECK_THROWS_WITH(make_sequential<double>(Input{3}, Residual(Dense{4})),
                    "strata: Residual: expected layers that return the shape 3, got 4; both are added; end "
                    "with a Dense of that width");
}
