#include <strata/initializers/lecun.hpp>

#include "../support/distribution.hpp"

TEST_CASE("LeCunUniform is uniform with the variance of its paper") {
  checks::is_uniform(strata::LeCunUniform{}, std::sqrt(3 / 300.0));
  checks::is_uniform(strata::LeCunUniform{.gain = 2}, 2 * std::sqrt(3 / 300.0));
}

TEST_CASE("LeCunNormal is normal with the variance of its paper") {
  checks::is_normal(strata::LeCunNormal{}, std::sqrt(1 / 300.0));
  checks::is_normal(strata::LeCunNormal{.gain = 2}, 2 * std::sqrt(1 / 300.0));
}
