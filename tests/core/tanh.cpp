#include <strata/core/tanh.hpp>

#include "../support/checks.hpp"

namespace {

/// tanh of a number; qualified, because the C library has a `tanh` too.
template <class Scalar>
Scalar alone(Scalar x) {
  return strata::detail::tanh(x);
}

/// tanh of an element of an array that is long enough for packets.
template <class Scalar>
Scalar in_packet(Scalar x) {
  using Array = Eigen::Array<Scalar, 16, 1>;
  return strata::detail::tanh(Array::Constant(x).eval()).eval()[0];
}

/// |y - tanh(x)| in units of the last place of tanh(x).
template <class Scalar>
double error_in_ulps(Scalar x, Scalar y) {
  const long double exact = std::tanh(static_cast<long double>(x));
  const int last_place = std::ilogb(static_cast<Scalar>(exact)) + 1 - std::numeric_limits<Scalar>::digits;
  return static_cast<double>(std::abs(std::ldexp(static_cast<long double>(y) - exact, -last_place)));
}

/// Numbers of every magnitude at which tanh is neither x nor 1, and some beyond.
template <class Scalar>
std::vector<Scalar> many_magnitudes() {
  strata::Generator generator(5);
  std::vector<Scalar> numbers;
  for (int exponent = -40; exponent < 6; ++exponent)
    for (int i = 0; i < 500; ++i)
      numbers.push_back(static_cast<Scalar>(std::ldexp(1 + strata::uniform(generator), exponent)));
  return numbers;
}

template <class Scalar>
constexpr double few_ulps = std::is_same_v<Scalar, float> ? 6.5 : 3;

}  // namespace

TEMPLATE_TEST_CASE("tanh is accurate to a few units in the last place", "", float, double) {
  double of_numbers = 0, of_packets = 0;
  for (const TestType x : many_magnitudes<TestType>()) {
    of_numbers = std::max(of_numbers, error_in_ulps(x, alone(x)));
    of_packets = std::max(of_packets, error_in_ulps(x, in_packet(x)));
  }
  CHECK(of_numbers <= few_ulps<TestType>);
  CHECK(of_packets <= few_ulps<TestType>);
}

TEMPLATE_TEST_CASE("tanh is odd and never exceeds 1", "", float, double) {
  bool holds = true;
  for (const TestType x : many_magnitudes<TestType>()) {
    holds = holds && alone(-x) == -alone(x) && std::abs(alone(x)) <= 1;
    holds = holds && in_packet(-x) == -in_packet(x) && std::abs(in_packet(x)) <= 1;
  }
  CHECK(holds);
}

TEMPLATE_TEST_CASE("tanh reaches 1 and stays there", "", float, double) {
  constexpr TestType largest = std::numeric_limits<TestType>::max();
  bool holds = true;
  for (auto x = TestType(std::is_same_v<TestType, float> ? 9.03 : 19.1); x < largest / 2; x *= TestType(1.01))
    holds = holds && alone(x) == 1 && in_packet(-x) == -1;
  CHECK(holds);
  for (const TestType x : {largest, std::numeric_limits<TestType>::infinity()}) {
    CHECK(alone(x) == 1);
    CHECK(in_packet(x) == 1);
    CHECK(in_packet(-x) == -1);
  }
}

TEMPLATE_TEST_CASE("tanh of tiny x is x, with its sign", "", float, double) {
  using Limits = std::numeric_limits<TestType>;
  for (const TestType x :
       {TestType(0), Limits::denorm_min(), Limits::min() / 2, Limits::min(), TestType(1e-20), TestType(1e-9)})
    for (const TestType y : {x, -x}) {
      CHECK(alone(y) == y);
      CHECK(in_packet(y) == y);
      CHECK(std::signbit(alone(y)) == std::signbit(y));
      CHECK(std::signbit(in_packet(y)) == std::signbit(y));
    }
}

TEMPLATE_TEST_CASE("tanh of NaN is NaN", "", float, double) {
  const TestType nan = std::numeric_limits<TestType>::quiet_NaN();
  CHECK(std::isnan(alone(nan)));
  CHECK(std::isnan(in_packet(nan)));
}

TEST_CASE("tanh of long double is the standard library's") {
  for (const long double x : {-0.7L, 0.1L, 3.0L}) {
    CHECK(alone(x) == std::tanh(x));
    CHECK(in_packet(x) == std::tanh(x));
  }
}
