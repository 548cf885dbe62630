#include <strata/layers/layer_norm.hpp>

#include "../pytorch/reference_layers.hpp"
#include "../support/checks.hpp"

using namespace strata;
using Eigen::MatrixXd;

TEST_CASE("LayerNorm agrees with finite differences") { checks::gradients(LayerNorm{}, LayerNorm{}); }

TEST_CASE("LayerNorm agrees with PyTorch") {
  auto net = make_sequential<double>(Input{3}, LayerNorm{}, Identity{});
  net.layer<0>().weights() = checks::matrix(3, 1, pytorch::norm_weight);
  net.layer<0>().bias() = checks::matrix(3, 1, pytorch::norm_bias);
  auto pass = net.forward(checks::matrix(3, 4, pytorch::norm_x));
  CHECK(checks::distance(pass.output(), checks::matrix(3, 4, pytorch::layer_norm_y)) <= 1e-14);
  net.backward(pass, checks::matrix(3, 4, pytorch::norm_dy));
  const auto gradient = net.layer<0>(pass.gradient());
  CHECK(checks::distance(gradient.weights(), checks::matrix(3, 1, pytorch::layer_norm_d_weight)) <= 1e-14);
  CHECK(checks::distance(gradient.bias(), checks::matrix(3, 1, pytorch::layer_norm_d_bias)) <= 1e-14);
}

TEST_CASE("LayerNorm has PyTorch's epsilon, and begins, or begins anew, with weights 1 and biases 0") {
  CHECK(LayerNorm{}.epsilon == 1e-5);
  auto net = make_sequential<double>(Input{2}, LayerNorm{});
  CHECK(net.parameters() == Eigen::Vector4d{1, 1, 0, 0});
  net.parameters().setConstant(7);
  net.initialize();
  CHECK(net.parameters() == Eigen::Vector4d{1, 1, 0, 0});
}

TEST_CASE("LayerNorm gives each sample mean 0 and variance 1, whatever its scale and shift") {
  const auto net = make_sequential<double>(Input{50}, LayerNorm{.epsilon = 0});
  const MatrixXd x = checks::random(50, 7);
  const MatrixXd y = net.predict(x);
  CHECK(y.colwise().mean().cwiseAbs().maxCoeff<Eigen::PropagateNaN>() <= 1e-14);
  CHECK(checks::distance(y.colwise().squaredNorm() / 50, Eigen::RowVectorXd::Ones(7)) <= 1e-14);
  CHECK(checks::distance(net.predict((3 * x.array() + 5).matrix()), y) <= 1e-13);
}
