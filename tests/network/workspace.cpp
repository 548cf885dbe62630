#include <strata/network/workspace.hpp>

#include "../support/checks.hpp"

using namespace strata;
using Eigen::MatrixXd;

namespace {

using Net = Sequential<double, Input<3>, Dense<4>, Tanh, Dense<2>>;

}  // namespace

TEST_CASE("A workspace keeps the output of every layer") {
  const Net net;
  const MatrixXd x = checks::random(3, 5);
  const auto pass = net.forward(x);
  CHECK(pass.samples() == 5);
  const MatrixXd first = (net.layer<0>().weights() * x).colwise() + net.layer<0>().bias();
  CHECK(checks::distance(pass.activation<0>(), first) <= 1e-15);
  CHECK(checks::distance(pass.activation<1>(), first.array().tanh().matrix()) <= 1e-15);
  CHECK(MatrixXd(pass.activation<2>()) == MatrixXd(pass.output()));
}

TEST_CASE("One workspace serves batches of any size") {
  const Net net;
  Workspace<Net> pass;
  CHECK(pass.samples() == 0);
  for (const Index samples : {5, 17, 1, 4}) {
    const MatrixXd x = checks::random(3, samples), target = checks::random(2, samples);
    net.forward(x, pass);
    auto fresh = net.forward(x);
    CHECK(pass.samples() == samples);
    CHECK(MatrixXd(pass.output()) == MatrixXd(fresh.output()));
    net.backward(pass, MeanSquaredError{}, target);
    net.backward(fresh, MeanSquaredError{}, target);
    CHECK(pass.gradient() == fresh.gradient());
  }
}

TEST_CASE("A copied workspace is a workspace of its own") {
  const Net net;
  const MatrixXd target = checks::random(2, 5);
  auto pass = net.forward(checks::random(3, 5));
  auto copy = pass;
  net.forward(checks::random(3, 5, 1, 9), pass);
  net.backward(copy, MeanSquaredError{}, target);
  auto fresh = net.forward(checks::random(3, 5));
  net.backward(fresh, MeanSquaredError{}, target);
  CHECK(copy.gradient() == fresh.gradient());
}

TEST_CASE("A small fixed workspace holds its memory inside") {
  using Fixed = Workspace<Sequential<float, Input<2>, Dense<1>, Sigmoid, Dense<2>, Sigmoid>, 1>;
  STATIC_REQUIRE(sizeof(Fixed) >= 3 * 64);
  STATIC_REQUIRE(alignof(Fixed) == 64);
}

TEST_CASE("The input of a pass may lie in its own workspace") {
  const auto net = make_sequential<double>(Input{3}, Dense{3}, Tanh{});
  const MatrixXd x = checks::random(3, 5);
  Workspace<std::remove_cvref_t<decltype(net)>> pass;
  const MatrixXd once = net.predict(x, pass);
  const MatrixXd twice = net.predict(pass.output(), pass);
  CHECK(checks::distance(twice, net.predict(once)) <= 1e-15);
  net.forward(x, pass);
  net.forward(pass.output(), pass);
  CHECK(checks::distance(pass.output(), twice) <= 1e-15);
  const MatrixXd last = net.predict(MatrixXd(pass.output().rightCols(2)));
  CHECK(checks::distance(net.predict(pass.output().rightCols(2), pass), last) <= 1e-15);
}

TEST_CASE("An input that is made of the workspace's own output may be larger than it") {
  const auto net = make_sequential<double>(Input{3}, Dense{3}, Tanh{});
  Workspace<std::remove_cvref_t<decltype(net)>> pass;
  const MatrixXd once = net.predict(checks::random(3, 5), pass);
  net.forward(pass.output().replicate(1, 30), pass);
  CHECK(checks::distance(pass.output(), net.predict(once.replicate(1, 30))) <= 1e-15);
}

TEST_CASE("A workspace that was moved from asks for forward again") {
  const auto net = make_sequential<double>(Input{3}, Dense{300});
  auto pass = net.forward(checks::random(3, 5));
  const auto taken = std::move(pass);
  CHECK_THROWS_AS(net.backward(pass, MeanSquaredError{}, checks::random(300, 5)), std::logic_error);
}
