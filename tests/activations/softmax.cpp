#include <strata/activations/softmax.hpp>

#include "../pytorch/reference.hpp"
#include "../support/checks.hpp"

TEST_CASE("Softmax agrees with PyTorch") {
  const auto passed = checks::pass(strata::Softmax{}, checks::matrix(3, 2, pytorch::softmax_x),
                                   checks::matrix(3, 2, pytorch::softmax_dy));
  CHECK(checks::distance(passed.y, checks::matrix(3, 2, pytorch::softmax_y)) <= 1e-15);
  CHECK(checks::distance(passed.dx, checks::matrix(3, 2, pytorch::softmax_dx)) <= 1e-15);
}

TEST_CASE("Softmax agrees with finite differences") {
  checks::gradients(strata::Softmax{}, strata::Softmax{});
}

TEST_CASE("Softmax gives probabilities that a shift does not change") {
  const Eigen::MatrixXd x = checks::random(5, 3, 10);
  const Eigen::MatrixXd dy = checks::random(5, 3);
  const auto passed = checks::pass(strata::Softmax{}, x, dy);
  CHECK((passed.y.array() >= 0).all());
  CHECK(checks::distance(passed.y.colwise().sum(), Eigen::RowVectorXd::Ones(3)) <= 1e-15);
  CHECK(passed.dx.colwise().sum().cwiseAbs().maxCoeff<Eigen::PropagateNaN>() <= 1e-15);
  const auto shifted = checks::pass(strata::Softmax{}, x.array() + 3.5, dy);
  CHECK(checks::distance(shifted.y, passed.y) <= 1e-14);
}

TEST_CASE("Softmax gives probabilities, and asks for Glorot's weights") {
  CHECK(strata::Softmax::gives_probabilities);
  CHECK(strata::Softmax::initial_gain() == 0);
}
