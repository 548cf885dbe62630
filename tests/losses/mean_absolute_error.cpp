#include <strata/losses/mean_absolute_error.hpp>

#include "../support/losses.hpp"

using strata::MeanAbsoluteError;

TEST_CASE("MeanAbsoluteError is the mean over all elements") {
  const Eigen::Matrix2d output{{1, 2}, {3, 4}}, target{{1, 0}, {0, 8}};
  CHECK(MeanAbsoluteError{}.value(output, target) == (0 + 2 + 3 + 4) / 4.0);
  CHECK(MeanAbsoluteError{}.gradient(output, target) == Eigen::Matrix2d{{0, 0.25}, {0.25, -0.25}});
}

TEST_CASE("MeanAbsoluteError agrees with finite differences in every type and size") {
  checks::elementwise_loss(MeanAbsoluteError{}, "MeanAbsoluteError");
}

TEST_CASE("MeanAbsoluteError is PyTorch's") {
  checks::is_as(MeanAbsoluteError{}, checks::matrix(4, 5, pytorch::losses_logits),
                checks::matrix(4, 5, pytorch::losses_regression_target), pytorch::mean_absolute_error);
}
