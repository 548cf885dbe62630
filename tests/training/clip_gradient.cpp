#include <strata/training/clip_gradient.hpp>

#include "../support/checks.hpp"

using strata::clip_by_norm;
using strata::clip_by_value;

TEMPLATE_TEST_CASE("clip_by_norm shortens what is too long and returns the norm before", "", Eigen::Vector2d,
                   Eigen::VectorXd, Eigen::Vector2f, Eigen::VectorXf) {
  TestType gradient(2);
  gradient << 30, -40;
  CHECK(clip_by_norm(gradient, 100) == 50);
  CHECK((gradient(0) == 30 && gradient(1) == -40));
  CHECK(clip_by_norm(gradient, 5) == 50);
  const double factor = 5 / (50 + 1e-6);  // As torch.nn.utils.clip_grad_norm_.
  const double tolerance = std::is_same_v<typename TestType::Scalar, float> ? 1e-6 : 1e-15;
  CHECK(checks::distance(gradient.template cast<double>(), Eigen::Vector2d{30 * factor, -40 * factor}) <=
        tolerance);
}

TEST_CASE("clip_by_norm shortens float gradients whose square overflows") {
  Eigen::VectorXf gradient = Eigen::VectorXf::Constant(4, 1e30f);
  CHECK(std::abs(clip_by_norm(gradient, 1) / 2e30f - 1) <= 1e-6f);
  CHECK(checks::distance(gradient, Eigen::Vector4f::Constant(0.5f)) <= 1e-6);
}

TEMPLATE_TEST_CASE("The norm is right from the smallest numbers to the largest", "", float, double) {
  using Limits = std::numeric_limits<TestType>;
  using Vector = Eigen::Vector<TestType, Eigen::Dynamic>;
  for (int exponent = Limits::min_exponent - 1; exponent < Limits::max_exponent - 2; ++exponent) {
    CAPTURE(exponent);
    const TestType scale = std::ldexp(TestType{1}, exponent);
    const Vector gradient = scale * Vector{{TestType(0.75), 0, -1}};
    CHECK(std::abs(strata::detail::stable_norm(gradient) / scale - TestType(1.25)) <= 2 * Limits::epsilon());
  }
  const TestType infinity = Limits::infinity(), missing = Limits::quiet_NaN(), most = Limits::max();
  CHECK(strata::detail::stable_norm(Vector{{0, 0}}) == 0);
  CHECK(strata::detail::stable_norm(Vector{{0, -most}}) == most);
  CHECK(strata::detail::stable_norm(Vector{{-most, 0}}) == most);
  CHECK(strata::detail::stable_norm(Vector{{1, -infinity}}) == infinity);
  CHECK(std::isnan(strata::detail::stable_norm(Vector{{infinity, missing}})));
  CHECK(std::isnan(strata::detail::stable_norm(Vector{{most, missing}})));
}

TEST_CASE("clip_by_norm leaves a zero gradient, and passes on what is not finite") {
  Eigen::Vector2d zero{0, 0}, broken{1, std::nan("")};
  CHECK(clip_by_norm(zero, 1) == 0);
  CHECK(zero == Eigen::Vector2d{0, 0});
  CHECK(std::isnan(clip_by_norm(broken, 1)));
  CHECK(std::isnan(broken(1)));
  Eigen::Vector2d infinite{1, -std::numeric_limits<double>::infinity()};
  CHECK(std::isinf(clip_by_norm(infinite, 1)));
  CHECK_FALSE(infinite.allFinite());
}

TEST_CASE("clip_by_value clamps each element, in a part of a vector too") {
  Eigen::VectorXd gradient(5);
  gradient << -3, -0.5, 0, 2, std::nan("");
  clip_by_value(gradient.tail(4), 1);
  CHECK(gradient.head(4) == Eigen::Vector4d{-3, -0.5, 0, 1});
  CHECK(std::isnan(gradient(4)));
  clip_by_value(gradient, 1);
  CHECK(gradient(0) == -1);
}

TEST_CASE("Clipping refuses a limit that is not positive and leaves the gradient") {
  Eigen::Vector2d gradient{3, 4};
  CHECK_THROWS_WITH(clip_by_norm(gradient, 0),
                    "strata: clip_by_norm: expected a max_norm above 0, got 0; 1 is a usual one");
  CHECK_THROWS_WITH(clip_by_value(gradient, -1),
                    "strata: clip_by_value: expected a limit above 0, got -1; 1 is a usual one");
  CHECK_THROWS_AS(clip_by_norm(gradient, std::nan("")), std::invalid_argument);
  CHECK_THROWS_AS(clip_by_value(gradient, 0), std::invalid_argument);
  CHECK(gradient == Eigen::Vector2d{3, 4});
}
