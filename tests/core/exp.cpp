#include <strata/core/exp.hpp>

#include "../support/checks.hpp"

using namespace strata::detail;

namespace {

/// The function of an element of an array that is long enough for packets.
template <class F, class Scalar>
Scalar in_packet(F f, Scalar x) {
  using Array = Eigen::Array<Scalar, 16, 1>;
  return f(Array::Constant(x).eval()).eval()[0];
}

/// The largest relative error from -limit to limit, in epsilons, of numbers and packets.
template <class Scalar, class F, class Exact>
double worst(F f, Exact exact, double lowest, double highest) {
  double result = 0;
  for (int i = 0; i <= 5000; ++i) {
    const auto x = static_cast<Scalar>(lowest + (highest - lowest) * i / 5000);
    const long double right = exact(static_cast<long double>(x));
    for (const Scalar y : {Scalar(f(x)), in_packet(f, x)}) {
      const long double error = std::abs(y - right) / std::max(std::abs(right), 1e-4000L);
      result = std::max(result, static_cast<double>(error / std::numeric_limits<Scalar>::epsilon()));
    }
  }
  return result;
}

}  // namespace

TEMPLATE_TEST_CASE("exp and what rests on it is accurate to few units in the last place", "", float, double) {
  using Real = long double;
  const double far = std::is_same_v<TestType, float> ? -87 : -708;
  CHECK(worst<TestType>([](const auto& x) { return strata::detail::exp(x); },
                        [](Real x) { return std::exp(x); }, far, 20) <= 2);
  CHECK(worst<TestType>([](const auto& x) { return strata::detail::expm1(x); },
                        [](Real x) { return std::expm1(x); }, far, 20) <= 2.5);
  CHECK(worst<TestType>([](const auto& x) { return logistic(x); },
                        [](Real x) { return 1 / (1 + std::exp(-x)); }, far, 40) <= 2.5);
  CHECK(worst<TestType>([](const auto& x) { return softplus(x); },
                        [](Real x) { return std::max<Real>(x, 0) + std::log1p(std::exp(-std::abs(x))); }, far,
                        40) <= 2.5);
}

TEMPLATE_TEST_CASE("The logistic function saturates without overflow, for few elements and many", "", float,
                   double) {
  constexpr TestType largest = std::numeric_limits<TestType>::max();
  const auto f = [](const auto& x) { return logistic(x); };
  for (const TestType x : {TestType(1e4), largest, std::numeric_limits<TestType>::infinity()}) {
    CHECK(f(x) == 1);
    CHECK(f(-x) == 0);
    CHECK(in_packet(f, x) == 1);
    CHECK(in_packet(f, -x) == 0);
  }
}

TEST_CASE("softplus is exact far from zero") {
  CHECK(softplus(1e4) == 1e4);
  CHECK(softplus(-1e4) == 0);
  CHECK(softplus(-40.0) == Approx(std::exp(-40.0)).epsilon(1e-15));
  CHECK(softplus(0.0) == Approx(std::log(2.0)).epsilon(1e-15));
}

TEMPLATE_TEST_CASE("expm1 of tiny x is x", "", float, double) {
  const auto f = [](const auto& x) { return strata::detail::expm1(x); };
  for (const TestType x : {std::numeric_limits<TestType>::denorm_min(), TestType(1e-30), TestType(-1e-20)}) {
    CHECK(f(x) == x);
    CHECK(in_packet(f, x) == x);
  }
}

TEMPLATE_TEST_CASE("What rests on exp passes NaN on", "", float, double) {
  const auto nan = std::numeric_limits<TestType>::quiet_NaN();
  const auto functions =
      std::tuple([](const auto& x) { return strata::detail::exp(x); },
                 [](const auto& x) { return strata::detail::expm1(x); },
                 [](const auto& x) { return logistic(x); }, [](const auto& x) { return softplus(x); });
  std::apply(
      [&](const auto&... f) {
        CHECK((... && std::isnan(TestType(f(nan)))));
        CHECK((... && std::isnan(in_packet(f, nan))));
      },
      functions);
}

TEST_CASE("softplus of long double is the textbook's") {
  for (const long double x : {-3.0L, -0.5L, 0.0L, 0.25L, 2.0L})
    CHECK(std::abs(softplus(x) - std::log1p(std::exp(x))) <= 1e-18L);
}

TEMPLATE_TEST_CASE("The logistic function is the same without infinities", "", float, double) {
  const TestType eps = std::numeric_limits<TestType>::epsilon();
  for (const TestType x : std::initializer_list<TestType>{-80, -3, -1, 0, 1, 2, 40}) {
    CHECK(std::abs(logistic_without_infinity(x / 2) - logistic(x / 2)) <= 4 * eps * logistic(x / 2));
    CHECK(std::abs(logistic_without_infinity(x) - logistic(x)) <= 4 * eps * logistic(x));
  }
  constexpr TestType largest = std::numeric_limits<TestType>::max();
  CHECK(logistic_without_infinity(largest) == 1);
  CHECK(logistic_without_infinity(-largest) == 0);
}

TEMPLATE_TEST_CASE("The logistic function and a multiple of its slope come from numbers and packets alike",
                   "", float, double) {
  using namespace Eigen::internal;
  using Packet = typename packet_traits<TestType>::type;
  const TestType eps = std::numeric_limits<TestType>::epsilon();
  for (const TestType x : std::initializer_list<TestType>{-50, -2, 0, 1, 50})
    for (const TestType factor : std::initializer_list<TestType>{-3, 0, 1, 2}) {
      const TestType s = logistic(x), below = logistic(-x), right = s + factor * s * below;
      const TestType bound = 8 * eps * (s + std::abs(factor) * s * below);
      CHECK(std::abs(logistic_plus_slope<TestType>(x, factor) - right) <= bound);
      const Packet of_packet =
          logistic_plus_slope<TestType>(Packet(pset1<Packet>(x)), Packet(pset1<Packet>(factor)));
      CHECK(std::abs(pfirst(of_packet) - right) <= bound);
    }
}

TEST_CASE("Bounds leave numbers alone up to 20,000") {
  const double infinity = std::numeric_limits<double>::infinity();
  const Eigen::Array4d x{-infinity, -20'000, 20'000, infinity};
  const Eigen::Array4d below{-20'000, -20'000, 20'000, infinity}, both{-20'000, -20'000, 20'000, 20'000};
  CHECK((bounded_below(x) == below).all());
  CHECK((bounded(x) == both).all());
  for (strata::Index i = 0; i < x.size(); ++i) {
    CHECK(bounded_below(x[i]) == below[i]);
    CHECK(bounded(x[i]) == both[i]);
  }
  CHECK(bounded_below(-3.5) == -3.5);
  CHECK(bounded(-3.5) == -3.5);
}
