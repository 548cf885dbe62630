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

TEST_CASE("GlorotUniform draws once for each weight and writes nothing else") {
  Eigen::Vector3d numbers{7, 7, 7};
  Eigen::Map<Eigen::Vector2d> weights(numbers.data());
  strata::Generator generator(5), again(5);
  strata::GlorotUniform{}(weights, strata::Fans{.in = 1, .out = 2}, generator);
  for (const double weight : weights)
    CHECK(std::abs(weight - std::sqrt(6 / 3.0) * (2 * strata::uniform(again) - 1)) <= 1e-15);
  CHECK(numbers[2] == 7);
  CHECK(generator() == again());
}
