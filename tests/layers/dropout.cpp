#include <strata/layers/dropout.hpp>

#include "../support/checks.hpp"

using namespace strata;
using Eigen::MatrixXd;

TEST_CASE("Dropout agrees with finite differences for one drawing") {
  checks::gradients(Dropout{0.3}, Dropout{0.3});
}

TEST_CASE("Dropout leaves out its share and keeps the expectation") {
  const auto net = make_sequential<double>(Input{100}, Dropout{0.2});
  Generator generator(1);
  const MatrixXd y = net.forward(MatrixXd::Ones(100, 1000), generator).output();
  const double dropped = (y.array() == 0).cast<double>().mean();
  // Within four standard errors of a hundred thousand drawings.
  CHECK(std::abs(dropped - 0.2) < 4 * std::sqrt(0.2 * 0.8 / 1e5));
  CHECK(((y.array() == 0) || (y.array() == 1 / 0.8)).all());
}

TEST_CASE("Dropout is the identity in inference and at rate 0") {
  const MatrixXd x = checks::random(3, 5);
  CHECK(make_sequential<double>(Input{3}, Dropout{0.9}).predict(x) == x);
  Generator generator(1);
  CHECK(MatrixXd(make_sequential<double>(Input{3}, Dropout{0}).forward(x, generator).output()) == x);
}

TEST_CASE("Dropout draws one number for each element and leaves out what is below the rate") {
  const MatrixXd x = MatrixXd::Ones(3, 5);
  CHECK(Dropout{}.rate() == 0.5);
  Generator generator(3), same(3);
  MatrixXd expected(3, 5);
  for (Index i = 0; i < 15; ++i) expected(i) = uniform(same) < 0.5 ? 0 : 2;
  CHECK(MatrixXd(make_sequential<double>(Input{3}, Dropout{}).forward(x, generator).output()) == expected);
  CHECK(generator == same);
}

namespace {

/// Draws the smallest number alone.
struct AlwaysZero {
  using result_type = std::uint64_t;
  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return ~result_type{0}; }
  result_type operator()() { return 0; }
};

}  // namespace

TEST_CASE("Dropout at rate 0 keeps all, whatever is drawn") {
  const MatrixXd x = checks::random(3, 5);
  AlwaysZero generator;
  CHECK(MatrixXd(make_sequential<double>(Input{3}, Dropout{0}).forward(x, generator).output()) == x);
}

TEST_CASE("Dropout refuses rates that are no probability below 1") {
  CHECK_THROWS_WITH(Dropout{1},
                    contains("strata: Dropout: expected a rate of at least 0 and below 1, got 1;"));
  CHECK_THROWS_AS(Dropout{-0.1}, std::invalid_argument);
  CHECK_THROWS_AS(Dropout{std::nan("")}, std::invalid_argument);
}
