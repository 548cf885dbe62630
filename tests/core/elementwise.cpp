#include <strata/core/elementwise.hpp>

#include "../support/checks.hpp"

TEST_CASE("transform gives numbers to its function where they are few, else arrays") {
  const Eigen::Vector3d few{1, 2, 3};
  const Eigen::Vector4d many{1, 2, 3, 4};
  Eigen::Vector3d y;
  strata::detail::transform(
      [](const auto& v) {
        STATIC_REQUIRE(std::is_same_v<decltype(v), const double&>);
        return 2 * v;
      },
      y, few);
  CHECK(y == 2 * few);
  Eigen::Vector4d z;
  strata::detail::transform([](const auto& v) { return v.square(); }, z, many);
  CHECK(z == many.cwiseProduct(many));
}

TEST_CASE("One long array among the arguments makes all of them arrays") {
  const Eigen::Vector3d fixed{1, 2, 3};
  const Eigen::VectorXd run_time = fixed;
  const auto numbers_are_given = [](auto y, const auto&... x) {
    bool numbers = false;
    strata::detail::transform(
        [&](const auto& first, const auto& second) {
          numbers = std::is_same_v<decltype(first), const double&>;
          return first + second;
        },
        y, x...);
    CHECK(y == Eigen::Vector3d{2, 4, 6});
    return numbers;
  };
  CHECK(numbers_are_given(fixed, fixed, fixed));
  CHECK_FALSE(numbers_are_given(run_time, fixed, fixed));
  CHECK_FALSE(numbers_are_given(fixed, run_time, fixed));
  CHECK_FALSE(numbers_are_given(fixed, fixed, run_time));
}
