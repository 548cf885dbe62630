#include <strata/network/layer_view.hpp>

#include "../support/checks.hpp"

using namespace strata;

TEST_CASE("Parameters are seen by name, column-major, layer after layer") {
  Sequential<double, Input<2>, Dense<3>, ReLU, Dense<1, no_bias>> net;
  for (Index i = 0; i < net.parameter_count(); ++i) net.parameters()(i) = static_cast<double>(i);
  CHECK(net.layer<0>().weights() == Eigen::Matrix<double, 3, 2>{{0, 3}, {1, 4}, {2, 5}});
  CHECK(net.layer<0>().bias() == Eigen::Vector3d{6, 7, 8});
  CHECK(net.layer<2>().parameter<"weight">() == Eigen::RowVector3d{9, 10, 11});
}

TEST_CASE("Views write through to the network, and those of a const network cannot") {
  Sequential<double, Input<2>, Dense<1>> net;
  net.layer<0>().weights() << 5, 6;
  CHECK(net.parameters().head<2>() == Eigen::Vector2d{5, 6});
  using ConstView = decltype(std::as_const(net).layer<0>().weights());
  STATIC_REQUIRE_FALSE(std::is_assignable_v<decltype(std::declval<ConstView>()(0)), double>);
}

TEST_CASE("The same views show a gradient") {
  const Sequential<double, Input<2>, Dense<1>> net;
  const Eigen::Vector3d gradient{1, 2, 3};
  CHECK(net.layer<0>(gradient).bias()(0) == 3);
  CHECK_THROWS_WITH(net.layer<0>(Eigen::VectorXd::Zero(2).eval()), contains("expected 3 parameters, got 2"));
}

TEST_CASE("A layer's description is there too") {
  const auto net = make_sequential<double>(Input{2}, LeakyReLU{.negative_slope = 0.2});
  CHECK(net.layer<0>().description().negative_slope == 0.2);
}

TEST_CASE("Whether a layer has weights, a bias or another tensor can be asked at compile time") {
  const auto has_weights = []<class View>(const View&) {
    return requires(View view) { view.weights(); };
  };
  const auto has_bias = []<class View>(const View&) {
    return requires(View view) { view.bias(); };
  };
  const auto has_scale = []<class View>(const View&) {
    return requires(View view) { view.template parameter<"scale">(); };
  };
  Sequential<double, Input<2>, Dense<3, no_bias>, Tanh, Residual<Dense<3>>, Dense<2>> net;
  CHECK((has_weights(net.layer<0>()) && !has_bias(net.layer<0>()) && !has_scale(net.layer<0>())));
  CHECK_FALSE((has_weights(net.layer<1>()) || has_bias(net.layer<1>()) || has_scale(net.layer<1>())));
  CHECK_FALSE((has_weights(net.layer<2>()) || has_bias(net.layer<2>())));
  CHECK((has_weights(net.layer<3>()) && has_bias(net.layer<3>()) && !has_scale(net.layer<3>())));
}
