#include <numeric>

#include <strata/network/sequential.hpp>

#include "../support/checks.hpp"
#include "../support/layers.hpp"

using namespace strata;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

using TwoNodes = Sequential<double, Input<2>, Dense<1>, Sigmoid, Dense<2>, Sigmoid>;

template <class Net>
void set_tutorial(Net& net) {
  using Scalar = typename Net::Scalar;
  net.template layer<0>().weights().setConstant(Scalar(0.5L));
  net.template layer<0>().bias().setConstant(Scalar(0.1L));
  net.template layer<2>().weights().setConstant(Scalar(0.3L));
  net.template layer<2>().bias().setConstant(Scalar(-0.1L));
}

/// The tutorial's forward pass and step of backpropagation, with values on which NumPy and PyTorch agree.
template <class Net, class Vector>
void check_tutorial(Net net, double tolerance) {
  using Scalar = typename Net::Scalar;
  set_tutorial(net);
  Vector x(2, 1), target(2, 1);
  x << Scalar(0.1L), Scalar(0.2L);
  target << Scalar(0.8L), Scalar(0.8L);
  const auto near = [&](Scalar got, double expected) {
    return std::abs(static_cast<double>(got) - expected) <= tolerance;
  };

  auto pass = net.forward(x);
  CHECK(near(pass.template activation<1>()(0), 0.5621765008857981));
  CHECK(near(pass.output()(0), 0.5171564995551399));
  CHECK(near(pass.output()(1), 0.5171564995551399));

  const MeanSquaredError loss;
  CHECK(near(loss.value(pass.output(), target), 0.08000044574390162));
  CHECK(near(net.backward(pass, loss, target), 0.08000044574390162));

  const auto d0 = net.template layer<0>(pass.gradient());
  const auto d1 = net.template layer<2>(pass.gradient());
  CHECK(near(d0.weights()(0), -0.0010430318886446774));
  CHECK(near(d0.weights()(1), -0.002086063777289355));
  CHECK(near(d0.bias()(0), -0.010430318886446775));
  for (const Index unit : {0, 1}) {
    CHECK(near(d1.weights()(unit), -0.03970518906800436));
    CHECK(near(d1.bias()(unit), -0.07062762140616434));
  }

  SGD{.learning_rate = 0.1}.step(net.parameters(), pass.gradient());
  CHECK(near(net.template layer<0>().weights()(0), 0.5001043031888645));
  CHECK(near(net.template layer<0>().weights()(1), 0.5002086063777289));
  CHECK(near(net.template layer<0>().bias()(0), 0.10104303188864468));
  for (const Index unit : {0, 1}) {
    CHECK(near(net.template layer<2>().weights()(unit), 0.30397051890680044));
    CHECK(near(net.template layer<2>().bias()(unit), -0.09293723785938357));
  }
  CHECK(near(loss.value(net.predict(x), target), 0.07868162292427848));
}

auto run_time_two_nodes() {
  return make_sequential<double>(Input{2}, Dense{1}, Sigmoid{}, Dense{2}, Sigmoid{});
}

/// One network in each way of stating its sizes.
template <class Check>
void for_each_way_of_stating_sizes(Check&& check) {
  check(Sequential<double, Input<3>, Dense<4>, Tanh, Dense<2>>{});
  check(make_sequential<double>(Input{3}, Dense{4}, Tanh{}, Dense{2}));
  check(make_sequential<double>(Input<3>{}, Dense{4}, Tanh{}, Dense<2>{}));
  check(make_sequential<double>(Input{3}, Dense<4>{}, Tanh{}, Dense{2}));
}

}  // namespace

TEST_CASE("The tutorial's network computes what NumPy and PyTorch compute") {
  check_tutorial<TwoNodes, Eigen::Vector2d>({}, 1e-15);
  check_tutorial<TwoNodes, VectorXd>({}, 1e-15);
  check_tutorial<TwoNodes, MatrixXd>({}, 1e-15);
  check_tutorial<decltype(run_time_two_nodes()), Eigen::Vector2d>(run_time_two_nodes(), 1e-15);
  check_tutorial<decltype(run_time_two_nodes()), VectorXd>(run_time_two_nodes(), 1e-15);
  check_tutorial<decltype(run_time_two_nodes()), MatrixXd>(run_time_two_nodes(), 1e-15);
}

TEST_CASE("The tutorial's network in other precisions") {
  check_tutorial<Sequential<float, Input<2>, Dense<1>, Sigmoid, Dense<2>, Sigmoid>, Eigen::Vector2f>({},
                                                                                                     2e-7);
  check_tutorial<Sequential<long double, Input<2>, Dense<1>, Sigmoid, Dense<2>, Sigmoid>,
                 Eigen::Matrix<long double, 2, 1>>({}, 1e-15);
}

TEST_CASE("Gradients of networks agree with finite differences, however sizes are stated") {
  for_each_way_of_stating_sizes([](const auto& net) {
    const MeanSquaredError loss;
    using Eigen::Matrix;
    CHECK_GRADIENT(gradient_check(net, loss, checks::random<Eigen::Vector3d>(3, 1),
                                  checks::random<Eigen::Vector2d>(2, 1)));
    CHECK_GRADIENT(gradient_check(net, loss, checks::random<Matrix<double, 3, 2>>(3, 2),
                                  checks::random<Matrix<double, 2, 2>>(2, 2)));
    for (const Index samples : {1, 2, 17})
      CHECK_GRADIENT(gradient_check(net, loss, checks::random(3, samples), checks::random(2, samples)));
  });
}

TEST_CASE("Networks begin equal, however their sizes are stated") {
  const VectorXd parameters = Sequential<double, Input<3>, Dense<4>, Tanh, Dense<2>>{}.parameters();
  CHECK(parameters.norm() > 0);
  for_each_way_of_stating_sizes([&](const auto& net) { CHECK(net.parameters() == parameters); });
}

TEST_CASE("A seed decides the first weights, in every precision") {
  TwoNodes net, other;
  CHECK(net.parameters() == other.parameters());
  other.initialize(GlorotUniform{}, 1);
  CHECK(net.parameters() != other.parameters());
  other.initialize();
  CHECK(net.parameters() == other.parameters());
  CHECK(net.layer<2>().bias() == Eigen::Vector2d::Zero());
  CHECK(net.cast<float>().parameters() ==
        Sequential<float, Input<2>, Dense<1>, Sigmoid, Dense<2>, Sigmoid>{}.parameters());
}

TEST_CASE("Each column of a batch is a sample of its own") {
  for_each_way_of_stating_sizes([](const auto& net) {
    const MatrixXd x = checks::random(3, 17);
    const MatrixXd y = net.predict(x);
    CHECK(checks::distance(net.forward(x).output(), y) <= 1e-15);
    for (Index sample = 0; sample < 17; ++sample)
      CHECK(checks::distance(net.predict(x.col(sample)), y.col(sample)) <= 1e-15);

    Eigen::PermutationMatrix<Eigen::Dynamic> reversed(17);
    for (int sample = 0; sample < 17; ++sample) reversed.indices()[sample] = 16 - sample;
    CHECK(checks::distance(net.predict(x * reversed), (y * reversed).eval()) <= 1e-15);
  });
}

TEST_CASE("The gradient of a batch is the mean of its samples' gradients") {
  for_each_way_of_stating_sizes([](const auto& net) {
    const MatrixXd x = checks::random(3, 5), target = checks::random(2, 5, 1, 3);
    auto pass = net.forward(x);
    net.backward(pass, MeanSquaredError{}, target);
    VectorXd mean = VectorXd::Zero(net.parameter_count());
    for (Index sample = 0; sample < 5; ++sample) {
      auto one = net.forward(x.col(sample));
      net.backward(one, MeanSquaredError{}, target.col(sample));
      mean += one.gradient() / 5;
    }
    CHECK(checks::distance(pass.gradient(), mean) <= 1e-15);
  });
}

TEST_CASE("Inputs may be expressions, blocks, maps and of either storage order") {
  for_each_way_of_stating_sizes([](const auto& net) {
    const MatrixXd x = checks::random(3, 4);
    const MatrixXd expected = net.predict(x);
    Workspace<std::remove_cvref_t<decltype(net)>> pass;
    const auto check = [&](const auto& same) {
      CHECK(checks::distance(net.predict(same), expected) <= 1e-15);
      CHECK(checks::distance(net.predict(same, pass), expected) <= 1e-15);
      net.forward(same, pass);
      CHECK(checks::distance(pass.output(), expected) <= 1e-15);
      net.backward(pass, MeanSquaredError{}, MatrixXd(expected.array() + 1));
    };
    check(x);
    check(2 * (x / 2));
    check(x.array().matrix());

    MatrixXd wide = MatrixXd::Constant(7, 9, -100);
    wide.block(2, 3, 3, 4) = x;
    check(wide.block(2, 3, 3, 4));
    check(wide.block<3, 4>(2, 3));
    check(Eigen::Ref<const MatrixXd, 0, Eigen::OuterStride<>>(wide.block(2, 3, 3, 4)));

    const Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> row_major = x;
    check(row_major);
    check(row_major.block(0, 0, 3, 4));
    const MatrixXd transposed = x.transpose();
    check(transposed.transpose());
    check(Eigen::Map<const MatrixXd>(x.data(), 3, 4));

    MatrixXd spread(6, 8);
    Eigen::Map<MatrixXd, 0, Eigen::Stride<Eigen::Dynamic, 2>> every_second(
        spread.data(), 3, 4, Eigen::Stride<Eigen::Dynamic, 2>(12, 2));
    every_second = x;
    check(every_second);
    check(Eigen::Matrix<double, 3, 4>(x));
  });
}

TEST_CASE("A single sample may be an expression or a map of a plain array") {
  TwoNodes net;
  set_tutorial(net);
  const double raw[] = {0.1, 0.2};
  CHECK(std::abs(net.predict(Eigen::Map<const Eigen::Vector2d>(raw))(0) - 0.5171564995551399) <= 1e-15);
  CHECK(std::abs(net.predict(Eigen::Vector2d(1, 2) / 10)(0) - 0.5171564995551399) <= 1e-15);
  STATIC_REQUIRE(decltype(net.predict(Eigen::Vector2d(1, 2)))::SizeAtCompileTime == 2);
}

TEST_CASE("backward takes the loss, or the loss's gradient, alike") {
  for_each_way_of_stating_sizes([](const auto& net) {
    const MatrixXd x = checks::random(3, 5), target = checks::random(2, 5, 1, 3);
    const MeanSquaredError loss;
    auto pass = net.forward(x);
    const double value = net.backward(pass, loss, target);
    CHECK(std::abs(value - loss.value(pass.output(), target)) <= 1e-15);
    const VectorXd gradient = pass.gradient();
    net.backward(pass, loss.gradient(pass.output(), target));
    CHECK(checks::distance(pass.gradient(), gradient) <= 1e-15);
  });
}

TEST_CASE("A copy of a network is a network of its own") {
  TwoNodes net;
  TwoNodes copy = net;
  copy.layer<0>().weights().setConstant(7);
  CHECK(copy.parameters()(0) == 7);
  CHECK(net.parameters()(0) != 7);
  const TwoNodes moved = std::move(copy);
  CHECK(moved.layer<0>().weights()(1) == 7);
}

TEST_CASE("State is what is remembered but not trained") {
  auto net = make_sequential<double>(Input<3>{}, third_party::Center{}, Dense<2>{});
  CHECK(net.state().size() == 3);
  CHECK(net.state().isZero());
  const MatrixXd x = checks::random(3, 5).array() + 10;
  const auto pass = net.forward(x);
  CHECK(checks::distance(net.state(), x.rowwise().mean().eval()) <= 1e-15);
  CHECK(checks::distance(net.predict(x), pass.output()) <= 1e-14);
  CHECK(net.cast<float>().state() == net.state().cast<float>());
}

TEST_CASE("Random numbers come from the generator that is passed") {
  const auto net = make_sequential<double>(Input<3>{}, third_party::RandomScale{}, Dense<2>{});
  const MatrixXd x = checks::random(3, 5);
  Generator generator(3), same(3);
  const MatrixXd first = net.forward(x, generator).output();
  CHECK(MatrixXd(net.forward(x, same).output()) == first);
  CHECK(MatrixXd(net.forward(x, same).output()) != first);
  CHECK(net.predict(x) == net.predict(x));
}

TEST_CASE("A wrong input is refused with both numbers, and nothing is changed") {
  const auto net = make_sequential<double>(Input{3}, Dense{2});
  auto pass = net.forward(checks::random(3, 4));
  const MatrixXd before = pass.output();
  CHECK_THROWS_WITH(net.forward(checks::random(5, 4), pass),
                    "strata: input of layer 0 (Dense): expected 3 features (rows), got 5; each sample is one "
                    "column");
  CHECK_THROWS_WITH(net.predict(checks::random(3, 0), pass), contains("at least 1 sample"));
  CHECK(MatrixXd(pass.output()) == before);
  net.backward(pass, MeanSquaredError{}, before);

  const Sequential<double, Input<3>, Dense<2>> fixed;
  Workspace<Sequential<double, Input<3>, Dense<2>>, 4> four;
  CHECK_THROWS_WITH(fixed.forward(checks::random(3, 5), four),
                    contains("expected 4 samples (columns), got 5"));
  CHECK_THROWS_WITH(fixed.predict(checks::random(5, 4)), contains("expected 3 features (rows), got 5"));
}

TEST_CASE("A wrong target is refused with both shapes") {
  const auto net = make_sequential<double>(Input{3}, Dense{2});
  auto pass = net.forward(checks::random(3, 4));
  CHECK_THROWS_WITH(net.backward(pass, MeanSquaredError{}, checks::random(3, 4)),
                    contains("expected a target of 2 x 4, got 3 x 4"));
  CHECK_THROWS_WITH(net.backward(pass, checks::random(2, 5)),
                    contains("expected a gradient of 2 x 4, got 2 x 5"));
}

TEST_CASE("backward asks for a pass of forward through this network") {
  const auto net = make_sequential<double>(Input{3}, Dense{2});
  const auto other = make_sequential<double>(Input{3}, Dense{4});
  const MatrixXd x = checks::random(3, 4), target = checks::random(2, 4);
  Workspace<std::remove_cvref_t<decltype(net)>> pass;
  CHECK_THROWS_AS(net.backward(pass, MeanSquaredError{}, target), std::logic_error);
  net.predict(x, pass);
  CHECK_THROWS_AS(net.backward(pass, MeanSquaredError{}, target), std::logic_error);
  net.forward(x, pass);
  CHECK_THROWS_AS(other.backward(pass, MeanSquaredError{}, checks::random(4, 4)), std::logic_error);
  net.backward(pass, MeanSquaredError{}, target);
  net.predict(x, pass);
  CHECK_THROWS_WITH(net.backward(pass, target), contains("call net.forward(x, pass) first"));
}

TEST_CASE("Parameters of another length are refused") {
  auto net = make_sequential<double>(Input{3}, Dense{2});
  net.parameters() = VectorXd::Zero(5);
  const std::string refusal =
      "strata: Sequential: expected 8 parameters, got 5; a network's vector of parameters keeps its length";
  CHECK_THROWS_WITH(net.predict(checks::random(3, 1)), refusal);
  CHECK_THROWS_WITH(net.layer<0>(), refusal);
}

TEST_CASE("State of another length is refused") {
  auto net = make_sequential<double>(Input{3}, third_party::Center{}, Dense<2>{});
  net.state() = VectorXd::Zero(1);
  CHECK_THROWS_WITH(
      net.predict(checks::random(3, 1)),
      "strata: Sequential: expected 3 numbers of state, got 1; a network's vector of state keeps its "
      "length");
}

TEST_CASE("A network of layers without parameters has no gradient to compute") {
  const auto net = make_sequential<double>(Input{3}, Tanh{}, Softmax{});
  auto pass = net.forward(checks::random(3, 4));
  CHECK(net.backward(pass, MeanSquaredError{}, checks::random(3, 4)) > 0);
  CHECK(pass.gradient().size() == 0);
}

TEST_CASE("Gradients below the first layer with parameters are not computed, those above are right") {
  const auto net = make_sequential<double>(Input{3}, Tanh{}, Residual(Sigmoid{}), Dense{4}, Tanh{}, Dense{2});
  CHECK_GRADIENT(gradient_check(net, MeanSquaredError{}, checks::random(3, 5), checks::random(2, 5)));
}

TEST_CASE("The output of a workspace that is gone is a matrix of its own") {
  const auto net = make_sequential<double>(Input{3}, Dense{2});
  const auto y = net.forward(checks::random(3, 4)).output();
  STATIC_REQUIRE(std::is_same_v<decltype(y), const MatrixXd>);
  CHECK(y == net.predict(checks::random(3, 4)));
}

TEST_CASE("Sizes that contradict a type are refused") {
  CHECK_THROWS_WITH(Dense<3>{5}, contains("expected the 3 units of its type, got 5"));
  CHECK_THROWS_WITH(Input<3>{5}, contains("expected the sizes of its type, 3, got others"));
  STATIC_REQUIRE_FALSE(std::is_constructible_v<Input<Dynamic>, double>);
  STATIC_REQUIRE_FALSE(detail::is_input<Dense<2>>);
}

TEST_CASE("Sizes that no memory holds are refused") {
  constexpr Index huge = std::numeric_limits<Index>::max() / 2;
  constexpr Index limit = Index{1} << 45;
  const auto refusal = contains("strata: Input: expected at most 35184372088832 elements, got ");
  CHECK_THROWS_WITH(make_sequential<double>(Input{huge}, Dense{huge}), refusal);
  CHECK_THROWS_WITH(make_sequential<double>(Input{huge}, Dense<2>{}), refusal);
  CHECK_THROWS_WITH(make_sequential<double>(Input{limit + 1}, Tanh{}), refusal);
  CHECK(make_sequential<double>(Input{limit}, Tanh{}).output_shape().size() == limit);
  CHECK_THROWS_WITH(make_sequential<double>(Input{1 << 30}, Tanh{}, Dense{1 << 30}),
                    contains("layer 1 (Dense, parameters): expected at most 35184372088832 elements, got "
                             "1.15292e+18; choose smaller sizes"));
}
