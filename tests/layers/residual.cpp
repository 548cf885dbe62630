#include <strata/layers/residual.hpp>

#include "../support/checks.hpp"
#include "../support/layers.hpp"

using namespace strata;

TEST_CASE("Residual agrees with finite differences") {
  checks::gradients(Residual<Dense<5>, Tanh, Dense<3>>{}, Residual(Dense{5}, Tanh{}, Dense{3}));
  checks::gradients(Residual<Sigmoid>{}, Residual<Sigmoid>{});
  checks::gradients(Residual<Dense<3>, Residual<Tanh, Dense<3>>, Softmax>{},
                    Residual(Dense{3}, Residual(Tanh{}, Dense{3}), Softmax{}));
}

TEST_CASE("Residual lends scratch, state and generator to its layers") {
  const Residual layer(third_party::RandomScale{}, third_party::Center{}, Dense<3>{}, Tanh{});
  checks::gradients(layer, layer);
}

TEST_CASE("A residual block of zeros is the identity") {
  Sequential<double, Input<3>, Residual<Dense<4>, Tanh, Dense<3>>> net;
  net.initialize(Zeros{});
  const Eigen::MatrixXd x = checks::random(3, 5);
  CHECK(net.predict(x) == x);
  CHECK(net.forward(x).output() == x);
  CHECK(net.parameter_count() == 3 * 4 + 4 + 4 * 3 + 3);
}

TEST_CASE("Residual refuses layers that change the shape") {
  CHECK_THROWS_WITH(make_sequential<double>(Input{3}, Residual(Dense{4})),
                    "strata: Residual: expected layers that return the shape 3, got 4; both are added; end "
                    "with a Dense of that width");
}
