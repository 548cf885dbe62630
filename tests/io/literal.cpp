#include <cmath>
#include <cstdlib>
#include <limits>

#include <strata/io/literal.hpp>

#include "../support/checks.hpp"

using strata::literal;

namespace {

/// What C makes of the text before a suffix, without rounding on the way.
template <class Scalar>
Scalar parsed(const std::string& text) {
  if constexpr (std::is_same_v<Scalar, float>) return std::strtof(text.c_str(), nullptr);
  if constexpr (std::is_same_v<Scalar, double>) return std::strtod(text.c_str(), nullptr);
  return static_cast<Scalar>(std::strtold(text.c_str(), nullptr));
}

}  // namespace

TEST_CASE("A literal is hexadecimal, with the suffix of its type") {
  CHECK(literal(0.15625f) == "0x1.4p-3f");
  CHECK(literal(-0.1) == "-0x1.999999999999ap-4");
  CHECK(literal(0.0f) == "0x0p+0f");
  CHECK(literal(-0.0) == "-0x0p+0");
  CHECK(literal(0.5L).ends_with("L"));
}

TEMPLATE_TEST_CASE("A literal is its number to the bit", "", float, double, long double) {
  using Limits = std::numeric_limits<TestType>;
  for (const TestType number : {Limits::min(), Limits::min() / 8, Limits::denorm_min(), Limits::max(),
                                1 + Limits::epsilon(), TestType{1} / 3, TestType{0}}) {
    for (const TestType value : {number, -number}) {
      CAPTURE(literal(value));
      CHECK(parsed<TestType>(literal(value)) == value);
      CHECK(std::signbit(parsed<TestType>(literal(value))) == std::signbit(value));
    }
  }
}

TEST_CASE("What is no finite number is named") {
  CHECK(literal(-std::numeric_limits<float>::infinity()) == "-std::numeric_limits<float>::infinity()");
  CHECK(literal(std::numeric_limits<double>::quiet_NaN()) == "std::numeric_limits<double>::quiet_NaN()");
  CHECK(literal(-std::numeric_limits<long double>::quiet_NaN()) ==
        "-std::numeric_limits<long double>::quiet_NaN()");
}
