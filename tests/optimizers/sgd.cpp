#include <strata/optimizers/sgd.hpp>

#include "../pytorch/reference.hpp"
#include "../support/checks.hpp"

using strata::SGD;

namespace {

/// 100 steps on the function of make_reference.py, compared at each step.
template <class Vector>
double distance_from(const SGD& sgd, const std::vector<double>& reference) {
  const Eigen::MatrixXd path = checks::matrix(3, 100, reference);
  Vector p(3);
  p << 1.0, -2.0, 0.5;
  auto state = sgd.init(p);
  double worst = 0;
  for (strata::Index step = 0; step < 100; ++step) {
    const Vector gradient = 6 * p.array() - p.array().sin();
    sgd.step(p, gradient, state);
    worst = std::max(worst, checks::distance(p, path.col(step)));
  }
  return worst;
}

}  // namespace

TEST_CASE("SGD begins with PyTorch's hyper-parameters") {
  CHECK(SGD{}.learning_rate == 1e-3);
  CHECK(SGD{}.momentum == 0);
  CHECK(SGD{}.weight_decay == 0);
  CHECK_FALSE(SGD{}.nesterov);
}

TEMPLATE_TEST_CASE("SGD takes PyTorch's steps", "", Eigen::Vector3d, Eigen::VectorXd) {
  CHECK(distance_from<TestType>({.learning_rate = 0.01}, pytorch::sgd_plain) <= 1e-14);
  CHECK(distance_from<TestType>({.learning_rate = 0.01, .weight_decay = 0.1}, pytorch::sgd_decay) <= 1e-14);
  CHECK(distance_from<TestType>({.learning_rate = 0.01, .momentum = 0.9}, pytorch::sgd_momentum) <= 1e-14);
  CHECK(distance_from<TestType>(
            {.learning_rate = 0.01, .momentum = 0.8, .weight_decay = 0.05, .nesterov = true},
            pytorch::sgd_nesterov) <= 1e-14);
}

TEST_CASE("SGD takes the same steps on a long fixed vector as on a run-time one") {
  using Long = Eigen::Matrix<double, 101, 1>;
  Long fixed = checks::random<Long>(101, 1);
  Eigen::VectorXd run_time = fixed;
  const Long gradient = checks::random<Long>(101, 1, 1, 3);
  SGD{.learning_rate = 0.1}.step(fixed, gradient);
  SGD{.learning_rate = 0.1}.step(run_time, Eigen::VectorXd(gradient));
  CHECK(fixed == run_time);
  CHECK(checks::distance(fixed, (checks::random<Long>(101, 1) - 0.1 * gradient).eval()) <= 1e-15);
}

TEST_CASE("SGD without momentum steps without a state") {
  Eigen::Vector2d p{1, 2};
  SGD{.learning_rate = 0.5}.step(p, Eigen::Vector2d{2, -2});
  CHECK(p == Eigen::Vector2d{0, 3});
}

TEST_CASE("SGD with a momentum of 1 forgets no gradient, and at a rate of 0 stands still") {
  Eigen::Vector2d p{1, 2};
  const Eigen::Vector2d gradient{2, -2};
  auto state = SGD{}.init(p);
  SGD{.learning_rate = 0, .momentum = 1}.step(p, gradient, state);
  CHECK(p == Eigen::Vector2d{1, 2});
  SGD{.learning_rate = 0.5, .momentum = 1}.step(p, gradient, state);
  CHECK(p == Eigen::Vector2d{-1, 4});
  SGD{.learning_rate = 0.5, .momentum = 1, .nesterov = true}.step(p, gradient, state);
  CHECK(p == Eigen::Vector2d{-5, 8});
}

TEST_CASE("SGD without momentum leaves a state as it is") {
  Eigen::Vector2d p{1, 2};
  auto state = SGD{}.init(p);
  SGD{.learning_rate = 0.5}.step(p, Eigen::Vector2d{2, -2}, state);
  CHECK(p == Eigen::Vector2d{0, 3});
  CHECK(state.velocity == Eigen::Vector2d::Zero());
}

TEST_CASE("SGD refuses what it cannot do and leaves the parameters as they were") {
  Eigen::VectorXd p = Eigen::VectorXd::Ones(3), gradient = p;
  for (const double momentum : {0.9, 1.0})
    CHECK_THROWS_WITH((SGD{.momentum = momentum}.step(p, gradient)),
                      "strata: SGD: expected a state, because momentum remembers a velocity, got none; make "
                      "one with init(parameters) and pass it as the third argument");
  CHECK_THROWS_WITH(SGD{}.step(p, Eigen::VectorXd(Eigen::VectorXd::Ones(4))),
                    "strata: SGD: expected 3 elements as in the parameters, got 4 in the gradient; pass the "
                    "gradient and the state that belong to these parameters");
  CHECK_THROWS_WITH((SGD{.nesterov = true}.step(p, gradient)),
                    "strata: SGD: expected a momentum above 0 with nesterov, got 0; as in SGD{.momentum = "
                    "0.9, .nesterov = true}");
  for (const double wrong : {-1.0, std::nan("")})
    for (const SGD& sgd : {SGD{.learning_rate = wrong}, SGD{.momentum = wrong}, SGD{.weight_decay = wrong}})
      CHECK_THROWS_WITH(sgd.step(p, gradient),
                        "strata: SGD: expected learning_rate, momentum and weight_decay of at least 0, got a "
                        "negative one or NaN; SGD steps against the gradient by itself");
  SGD::State<Eigen::VectorXd> foreign{Eigen::VectorXd::Zero(2)};
  CHECK_THROWS_AS((SGD{.momentum = 0.9}.step(p, gradient, foreign)), std::invalid_argument);
  CHECK(p == Eigen::VectorXd::Ones(3));
}
