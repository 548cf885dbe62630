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
