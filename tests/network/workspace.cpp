#include <cstdint>

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

TEST_CASE("Each tensor of a workspace begins at the next cache line") {
  const Sequential<float, Input<2>, Dense<1>, Sigmoid, Dense<2>, Sigmoid> net;
  const auto pass = net.forward(Eigen::Vector2f{1, 2});
  CHECK(pass.activation<1>().data() == pass.activation<0>().data() + 64 / sizeof(float));
  CHECK(reinterpret_cast<std::uintptr_t>(pass.output().data()) % 64 == 0);
}

TEST_CASE("Passes that are no larger than the one before reuse its memory") {
  const Net net;
  Workspace<Net> pass;
  const MatrixXd x = checks::random(3, 5);
  const double* const place = net.predict(x, pass).data();
  CHECK(net.predict(x, pass).data() == place);
  net.predict(x.leftCols(2), pass);
  net.forward(x, pass);
  CHECK(pass.output().data() == place);
}

TEST_CASE("The gradient before backward is zero, or empty where its size is known at run time") {
  CHECK(Workspace<Net>{}.gradient() == Net::Parameters::Zero());
  const auto net = make_sequential<double>(Input{3}, Dense{2});
  CHECK(Workspace<std::remove_cvref_t<decltype(net)>>{}.gradient().size() == 0);
}

namespace {

/// The network computes the same, however an input is laid out.
template <class Network>
void takes_every_layout(const Network& net, const MatrixXd& x) {
  Workspace<Network> pass;
  const MatrixXd expected = net.predict(x, pass);
  const auto takes = [&](const auto& same) {
    CHECK(checks::distance(net.predict(same, pass), expected) <= 1e-15);
  };
  MatrixXd wide = MatrixXd::Constant(x.rows() + 2, x.cols() + 2, -100);
  wide.block(1, 1, x.rows(), x.cols()) = x;
  takes(wide.block(1, 1, x.rows(), x.cols()));
  takes(Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>(x));
  MatrixXd spread = MatrixXd::Constant(2 * x.rows(), x.cols(), -100);
  Eigen::Map<MatrixXd, 0, Eigen::Stride<Eigen::Dynamic, 2>> every_second(
      spread.data(), x.rows(), x.cols(), Eigen::Stride<Eigen::Dynamic, 2>(2 * x.rows(), 2));
  every_second = x;
  takes(every_second);
}

}  // namespace

TEST_CASE("An input is read in its own layout, also that of one feature or one sample") {
  for (const Index samples : {1, 4}) {
    takes_every_layout(make_sequential<double>(Input{3}, Dense{2}), checks::random(3, samples));
    takes_every_layout(Sequential<double, Input<1>, Dense<2>>{}, checks::random(1, samples));
  }
}

TEST_CASE("A layer does not write over the input that lies where its output will be") {
  const auto net = make_sequential<double>(Input{40}, Dense{40});
  Workspace<std::remove_cvref_t<decltype(net)>> pass;
  const MatrixXd once = net.predict(checks::random(40, 17), pass);
  CHECK(checks::distance(net.predict(pass.output(), pass), net.predict(once)) <= 1e-14);
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

namespace {

const std::string not_filled =
    "strata: backward: expected a workspace that forward of this network filled, got another one; call "
    "net.forward(x, pass) first";
const std::string no_pass =
    "strata: Workspace: expected a workspace that holds a pass, got one that has seen none, or was moved "
    "from; "
    "call net.forward(x, pass) or net.predict(x, pass) first";

/// An unused workspace, one that was moved from by construction or assignment, and one whose pass failed.
template <class Net, Index Samples>
void shows_nothing_without_a_pass(const Net& net, const auto& x) {
  const auto refuses = [&](Workspace<Net, Samples>& pass) {
    CHECK_THROWS_WITH(pass.output(), no_pass);
    CHECK_THROWS_WITH(pass.template activation<0>(), no_pass);
    CHECK_THROWS_WITH(net.backward(pass, MeanSquaredError{}, x), not_filled);
    CHECK(pass.samples() == 0);
  };
  Workspace<Net, Samples> pass, other;
  refuses(pass);
  net.forward(x, pass);
  const auto output = pass.output().eval();
  auto taken = std::move(pass);
  refuses(pass);
  CHECK(taken.output() == output);
  net.forward(2 * x, other);
  other = std::move(taken);
  refuses(taken);
  CHECK(other.output() == output);
  net.forward(x, taken);
  CHECK(taken.output() == output);
}

}  // namespace

TEST_CASE("A workspace that holds no pass shows nothing") {
  using Fixed = Sequential<double, Input<3>, Dense<4>, Tanh, Dense<3>>;
  shows_nothing_without_a_pass<Fixed, 1>(Fixed{}, Eigen::Vector3d{1, 2, 3});
  shows_nothing_without_a_pass<Fixed, Dynamic>(Fixed{}, checks::random(3, 5));
  const auto net = make_sequential<double>(Input{3}, Dense{300}, Dense{3});
  shows_nothing_without_a_pass<std::remove_cvref_t<decltype(net)>, Dynamic>(net, checks::random(3, 5));
}

TEST_CASE("A workspace whose pass failed shows nothing") {
  Sequential<double, Input<3>, Dense<2>, BatchNorm> net;
  Workspace<decltype(net)> pass;
  net.forward(checks::random(3, 5), pass);
  CHECK_THROWS_AS(net.forward(checks::random(3, 1), pass), std::invalid_argument);
  CHECK_THROWS_WITH(pass.output(), no_pass);
}

TEST_CASE("What a temporary workspace shows is a matrix of its own") {
  const Net net;
  const MatrixXd x = checks::random(3, 5);
  const auto pass = net.forward(x);
  const auto output = net.forward(x).output();
  const auto activation = net.forward(x).activation<1>();
  const auto last = net.forward(x).activation<2>();
  const auto& gradient = net.forward(x).gradient();
  STATIC_REQUIRE(std::is_same_v<decltype(output), const decltype(output)::PlainObject>);
  CHECK(output == pass.output());
  CHECK(activation == pass.activation<1>());
  CHECK(last == pass.activation<2>());
  CHECK(gradient.size() == net.parameter_count());
}

TEST_CASE("An output in a workspace is a view, and a temporary workspace gives none") {
  const Net net;
  Workspace<Net> pass;
  const MatrixXd x = checks::random(3, 5);
  const Workspace<Net>::OutputView view = net.predict(x, pass);
  const MatrixXd kept = net.predict(x, pass);
  net.predict(2 * x, pass);
  CHECK(view.data() == pass.output().data());
  CHECK(view == net.predict(2 * x));
  CHECK(kept == net.predict(x));
  const auto takes = [](auto&& workspace) {
    return requires(const Net& n, const MatrixXd& m) {
      n.predict(m, static_cast<decltype(workspace)>(workspace));
    };
  };
  CHECK(takes(pass));
  CHECK_FALSE(takes(Workspace<Net>{}));
}

TEST_CASE("A workspace that was moved from asks for forward again") {
  const auto net = make_sequential<double>(Input{3}, Dense{300});
  auto pass = net.forward(checks::random(3, 5));
  const auto taken = std::move(pass);
  CHECK_THROWS_WITH(net.backward(pass, MeanSquaredError{}, checks::random(300, 5)), not_filled);
}
