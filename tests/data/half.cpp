#include <strata/data/half.hpp>

#include "../support/checks.hpp"

using namespace strata::detail;

TEST_CASE("Half precision is read as IEEE 754 defines it") {
  CHECK(half_to_float(0x3c00) == 1.0f);
  CHECK(half_to_float(0xc000) == -2.0f);
  CHECK(half_to_float(0x3555) == 1365.0f / 4096.0f);
  CHECK(half_to_float(0x7bff) == 65504.0f);
  CHECK(half_to_float(0x0400) == 0x1p-14f);
  CHECK(half_to_float(0x03ff) == 1023 * 0x1p-24f);
  CHECK(half_to_float(0x0001) == 0x1p-24f);
  CHECK(half_to_float(0x8001) == -0x1p-24f);
  CHECK(half_to_float(0x0000) == 0.0f);
  CHECK(std::signbit(half_to_float(0x8000)));
  CHECK(half_to_float(0x7c00) == std::numeric_limits<float>::infinity());
  CHECK(half_to_float(0xfc00) == -std::numeric_limits<float>::infinity());
  CHECK(std::isnan(half_to_float(0x7e00)));
}

TEST_CASE("Half precision grows with its bits, by a step that doubles with each exponent") {
  for (std::uint16_t bits = 0; bits < 0x7c00 - 1; ++bits) {
    const int exponent = std::max(bits >> 10, 1);
    const float step = half_to_float(static_cast<std::uint16_t>(bits + 1)) - half_to_float(bits);
    if (step != std::ldexp(1.0f, exponent - 25)) FAIL("after " << bits << " comes a step of " << step);
  }
}

TEST_CASE("A number of half precision becomes a float") {
  CHECK(Half{0x3e00} == 1.5f);
  CHECK(sizeof(Half) == 2);
}
