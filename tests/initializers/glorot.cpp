#include <strata/initializers/glorot.hpp>

#include "../support/distribution.hpp"

TEST_CASE("GlorotUniform is uniform with the variance of its paper") {
  checks::is_uniform(strata::GlorotUniform{}, std::sqrt(6 / 500.0));
  checks::is_uniform(strata::GlorotUniform{.gain = 2}, 2 * std::sqrt(6 / 500.0));
}

TEST_CASE("GlorotNormal is normal with the variance of its paper") {
  checks::is_normal(strata::GlorotNormal{}, std::sqrt(2 / 500.0));
  checks::is_normal(strata::GlorotNormal{.gain = 2}, 2 * std::sqrt(2 / 500.0));
}
