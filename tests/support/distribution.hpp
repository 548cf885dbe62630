#pragma once

#include "checks.hpp"

namespace checks {

/// What an initializer draws for 200 units of 300 inputs.
template <class Initializer>
Eigen::ArrayXd drawn(const Initializer& initializer) {
  Eigen::MatrixXd weights(200, 300);
  strata::Generator generator(5);
  initializer(weights, strata::Fans{.in = 300, .out = 200}, generator);

  Eigen::MatrixXd again(200, 300);
  generator.seed(5);
  initializer(again, strata::Fans{.in = 300, .out = 200}, generator);
  CHECK(weights == again);
  return weights.reshaped().array();
}

/// Within four standard errors of mean 0 and the given variance, with the kurtosis of its kind.
inline void has_moments(const Eigen::ArrayXd& x, double variance, double kurtosis) {
  const auto n = static_cast<double>(x.size());
  CHECK(std::abs(x.mean()) < 4 * std::sqrt(variance / n));
  CHECK(std::abs(x.square().mean() / variance - 1) < 4 * std::sqrt((kurtosis - 1) / n));
  CHECK(std::abs(x.pow(4).mean() / (variance * variance) / kurtosis - 1) < 0.05);
}

template <class Initializer>
void is_uniform(const Initializer& initializer, double limit) {
  const auto x = drawn(initializer);
  has_moments(x, limit * limit / 3, 1.8);
  CHECK(x.abs().template maxCoeff<Eigen::PropagateNaN>() <= limit);
  CHECK(x.abs().maxCoeff() > 0.999 * limit);
}

template <class Initializer>
void is_normal(const Initializer& initializer, double standard_deviation) {
  const auto x = drawn(initializer);
  has_moments(x, standard_deviation * standard_deviation, 3);
  CHECK(x.abs().maxCoeff() > 3.5 * standard_deviation);
}

}  // namespace checks
