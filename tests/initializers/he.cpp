#include <strata/initializers/he.hpp>

#include "../support/distribution.hpp"

TEST_CASE("HeUniform is uniform with the variance of its paper") {
  checks::is_uniform(strata::HeUniform{}, std::sqrt(6 / 300.0));
  checks::is_uniform(strata::HeUniform{.gain = 2}, 2 * std::sqrt(6 / 300.0));
}

TEST_CASE("HeNormal is normal with the variance of its paper") {
  checks::is_normal(strata::HeNormal{}, std::sqrt(2 / 300.0));
  checks::is_normal(strata::HeNormal{.gain = 2}, 2 * std::sqrt(2 / 300.0));
}
