#include <strata/layers/batch_norm.hpp>

#include "../pytorch/reference_layers.hpp"
#include "../support/checks.hpp"

using namespace strata;
using Eigen::MatrixXd;

TEST_CASE("BatchNorm agrees with finite differences") {
  for (const Index samples : {2, 5, 17}) {
    CHECK_GRADIENT(gradient_check(BatchNorm{}, Input<3>{}, checks::random(3, samples)));
    CHECK_GRADIENT(gradient_check(BatchNorm{}, Input{3}, checks::random(3, samples)));
  }
  CHECK_GRADIENT(gradient_check(BatchNorm{}, Input<3>{}, checks::random<Eigen::Matrix<double, 3, 2>>(3, 2)));
  CHECK_GRADIENT(
      gradient_check(BatchNorm{}, Input<3>{}, checks::random<Eigen::Matrix<double, 3, 17>>(3, 17)));
}

TEST_CASE("BatchNorm agrees with PyTorch in training and, with its running statistics, in inference") {
  auto net = make_sequential<double>(Input{3}, BatchNorm{}, Identity{});
  net.layer<0>().weights() = checks::matrix(3, 1, pytorch::norm_weight);
  net.layer<0>().bias() = checks::matrix(3, 1, pytorch::norm_bias);
  const MatrixXd x = checks::matrix(3, 4, pytorch::norm_x);
  auto pass = net.forward(x);
  CHECK(checks::distance(pass.output(), checks::matrix(3, 4, pytorch::batch_norm_y)) <= 1e-14);
  net.backward(pass, checks::matrix(3, 4, pytorch::norm_dy));
  const auto gradient = net.layer<0>(pass.gradient());
  CHECK(checks::distance(gradient.weights(), checks::matrix(3, 1, pytorch::batch_norm_d_weight)) <= 1e-14);
  CHECK(checks::distance(gradient.bias(), checks::matrix(3, 1, pytorch::batch_norm_d_bias)) <= 1e-14);

  net.forward(2 * x, pass);
  CHECK(checks::distance(net.state().head(3), checks::matrix(3, 1, pytorch::batch_norm_mean)) <= 1e-14);
  CHECK(checks::distance(net.state().tail(3), checks::matrix(3, 1, pytorch::batch_norm_var)) <= 1e-14);
  CHECK(checks::distance(net.predict(x), checks::matrix(3, 4, pytorch::batch_norm_inference)) <= 1e-14);
}

TEST_CASE("BatchNorm has PyTorch's hyper-parameters, and begins, or begins anew, as a standardisation") {
  CHECK(BatchNorm{}.epsilon == 1e-5);
  CHECK(BatchNorm{}.momentum == 0.1);
  auto net = make_sequential<double>(Input{2}, BatchNorm{});
  const Eigen::Vector4d once = net.parameters(), state = net.state();
  CHECK(once == Eigen::Vector4d{1, 1, 0, 0});
  CHECK(state == Eigen::Vector4d{0, 0, 1, 1});
  net.parameters().setConstant(7);
  net.state().setConstant(7);
  net.initialize();
  CHECK(net.parameters() == once);
  CHECK(net.state() == state);
}

TEST_CASE("BatchNorm does not see a feature's scale and shift") {
  auto net = make_sequential<double>(Input{3}, BatchNorm{.epsilon = 0});
  const MatrixXd x = checks::random(3, 7);
  const MatrixXd y = net.forward(x).output();
  CHECK(checks::distance(net.forward((3 * x.array() + 5).matrix()).output(), y) <= 1e-13);
}

TEST_CASE("BatchNorm refuses to train on one sample and changes nothing") {
  auto net = make_sequential<double>(Input{3}, BatchNorm{});
  const Eigen::VectorXd state = net.state();
  CHECK_THROWS_WITH(net.forward(checks::random(3, 1)),
                    contains("strata: BatchNorm: expected a batch of at least 2 samples in training, got 1"));
  CHECK(net.state() == state);
}

TEST_CASE("Training BatchNorm on one sample names the cause and the cure, in fit too") {
  const std::string refusal =
      "strata: BatchNorm: expected a batch of at least 2 samples in training, got 1; one sample has no "
      "variance: take more samples and a batch size above 1, or LayerNorm";
  auto net = make_sequential<double>(Input{3}, BatchNorm{}, Dense{2});
  const MatrixXd x = checks::random(3, 1), target = checks::random(2, 1);
  CHECK_THROWS_WITH(net.forward(x), refusal);
  CHECK_THROWS_WITH(fit(net, MeanSquaredError{}, Dataset(x, target), {.progress = nullptr}), refusal);
}
