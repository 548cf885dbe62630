#include <strata/core/loss.hpp>

#include "../support/checks.hpp"

using namespace strata;

namespace {

/// A third party's loss in its shortest form: the sum of the outputs, weighted by the targets.
struct WeightedSum {
  auto value(const auto& output, const auto& target) const { return output.cwiseProduct(target).sum(); }
  auto gradient(const auto&, const auto& target) const { return target; }
};

}  // namespace

TEST_CASE("A loss is a value and a gradient, in one function or two") {
  STATIC_REQUIRE(Loss<MeanSquaredError, Eigen::VectorXd, Eigen::VectorXd>);
  STATIC_REQUIRE(Loss<WeightedSum, Eigen::VectorXd, Eigen::VectorXd>);
  STATIC_REQUIRE_FALSE(Loss<SGD, Eigen::VectorXd, Eigen::VectorXd>);
  const auto net = make_sequential<double>(Input{3}, Dense{2}, Tanh{});
  CHECK_GRADIENT(gradient_check(net, WeightedSum{}, checks::random(3, 4), checks::random(2, 4, 1, 3)));
}
