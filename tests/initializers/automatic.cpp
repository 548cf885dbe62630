#include <strata/initializers/automatic.hpp>

#include "../support/distribution.hpp"

using namespace strata;

namespace {

/// The largest first weight of layer 0 in a network of 300 inputs, which is close to the limit of its
/// distribution.
template <class... Layers>
double limit_before(const Layers&... layers) {
  const auto net = make_sequential<double>(Input{300}, Dense{200}, layers..., Dense{10});
  return net.template layer<0>().weights().cwiseAbs().maxCoeff();
}

bool near(double limit, double expected) { return limit <= expected && limit > 0.999 * expected; }

}  // namespace

TEST_CASE("Automatic is Glorot's alone, and scales with the gain of an activation") {
  checks::is_uniform(Automatic{}, std::sqrt(6 / 500.0));
  checks::is_uniform(Automatic{}.for_gain(1), std::sqrt(3 / 300.0));
}

TEST_CASE("First weights follow the activation after them") {
  const double glorot = std::sqrt(6 / 500.0), he = std::sqrt(6 / 300.0), lecun = std::sqrt(3 / 300.0);
  CHECK(near(limit_before(), glorot));
  CHECK(near(limit_before(Tanh{}), glorot));
  CHECK(near(limit_before(ReLU{}), he));
  CHECK(near(limit_before(GELU{}), he));
  CHECK(near(limit_before(SELU{}), lecun));
  CHECK(near(limit_before(LeakyReLU{.negative_slope = 1}), lecun));
  CHECK(near(limit_before(LayerNorm{}, Dropout{0.1}, ReLU{}), he));
  CHECK(near(limit_before(Dense{5}, ReLU{}), glorot * std::sqrt(500 / 500.0)));
}

TEST_CASE("An initializer that was chosen is used before every activation") {
  auto net = make_sequential<double>(Input{300}, Dense{200}, ReLU{});
  net.initialize(GlorotUniform{});
  CHECK(near(net.layer<0>().weights().cwiseAbs().maxCoeff(), std::sqrt(6 / 500.0)));
}
