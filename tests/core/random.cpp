#include <strata/core/random.hpp>

#include "../support/catch2.hpp"

using strata::Generator;

TEST_CASE("The generator's 10000th number is the one that the C++ standard states") {
  Generator generator(Generator::default_seed);
  generator.discard(9999);
  CHECK(generator() == 9981545732273789042ull);
}

TEST_CASE("uniform maps bits to the same numbers everywhere") {
  Generator generator(0);
  CHECK(strata::uniform(generator) == static_cast<double>(2947667278772165694ull >> 11) * 0x1p-53);
  double sum = 0, square = 0;
  constexpr int count = 100000;
  for (int i = 0; i < count; ++i) {
    const double u = strata::uniform(generator);
    REQUIRE(u >= 0);
    REQUIRE(u < 1);
    sum += u;
    square += u * u;
  }
  // Within four standard errors of mean 1/2 and second moment 1/3.
  CHECK(std::abs(sum / count - 0.5) < 4 * std::sqrt(1 / 12.0 / count));
  CHECK(std::abs(square / count - 1 / 3.0) < 4 * std::sqrt(4 / 45.0 / count));
}

TEST_CASE("normal has the moments of the standard normal distribution") {
  Generator generator(1);
  double sum = 0, square = 0, fourth = 0;
  constexpr int count = 100000;
  for (int i = 0; i < count; ++i) {
    const double z = strata::normal(generator);
    sum += z;
    square += z * z;
    fourth += z * z * z * z;
  }
  CHECK(std::abs(sum / count) < 4 * std::sqrt(1.0 / count));
  CHECK(std::abs(square / count - 1) < 4 * std::sqrt(2.0 / count));
  CHECK(std::abs(fourth / count - 3) < 4 * std::sqrt(96.0 / count));
}

namespace {

/// Gives the upper 53 bits of these fractions of 1, one after the other.
struct Fractions {
  const double* next;

  static constexpr std::uint64_t min() { return 0; }
  static constexpr std::uint64_t max() { return ~std::uint64_t{0}; }
  std::uint64_t operator()() { return static_cast<std::uint64_t>(*next++ * 0x1p64); }
};

}  // namespace

TEST_CASE("normal is the formula of Box and Muller") {
  const auto of = [](double one_minus_u, double v) {
    const double draws[] = {one_minus_u, v};
    Fractions source{draws};
    return strata::normal(source);
  };
  const double radius = std::sqrt(-2 * std::log(0.25));
  CHECK(of(0.75, 0) == Approx(radius).epsilon(1e-15));
  CHECK(of(0.75, 0.125) == Approx(radius * std::sqrt(0.5)).epsilon(1e-14));
  CHECK(of(0.75, 0.5) == Approx(-radius).epsilon(1e-15));
  CHECK(of(0, 0.5) == 0);
}

TEST_CASE("The seed of what is given none is 0") { CHECK(strata::default_seed == 0); }
