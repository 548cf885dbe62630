#include <strata/training/adapt.hpp>

#include "../support/checks.hpp"

using namespace strata;
using Eigen::MatrixXd;

TEST_CASE("adapt gives each feature mean 0 and deviation 1 on the training part, far from zero too") {
  MatrixXd x = checks::random(3, 100);
  x.row(1).array() += 1e6;
  x.row(2).setConstant(5);
  const auto [train, test] = Dataset(x, x).split(0.8);
  auto net = make_sequential<double>(Input{3}, Normalization{}, Identity{});
  adapt(net, train);

  auto [inputs, targets] = train.buffers(train.size());
  train.gather(0, train.size(), inputs, targets);
  const MatrixXd y = net.predict(inputs);
  CHECK(y.rowwise().mean().cwiseAbs().maxCoeff() <= 1e-9);
  const Eigen::Vector3d variance = y.rowwise().squaredNorm() / static_cast<double>(train.size());
  CHECK(checks::distance(variance, Eigen::Vector3d{1, 1, 0}) <= 1e-8);
  CHECK(net.state()(5) == 1);
}

TEST_CASE("adapt refuses data of other features") {
  const MatrixXd x = checks::random(2, 10);
  auto net = make_sequential<double>(Input{3}, Normalization{}, Identity{});
  CHECK_THROWS_WITH(adapt(net, Dataset(x, x)), contains("expected 3 features (rows), got 2"));
}
