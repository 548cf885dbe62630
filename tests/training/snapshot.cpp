#include <limits>

#include <strata/training/snapshot.hpp>

#include "../support/checks.hpp"

using strata::Generator;
using strata::Index;
using strata::detail::from_text;
using strata::detail::to_text;

TEST_CASE("Numbers come back from text to the bit") {
  using Limits = std::numeric_limits<double>;
  for (const double number : {0.1, -0.0, 1.0 / 3, Limits::denorm_min(), Limits::max(), Limits::infinity()}) {
    double read = 7;
    REQUIRE(from_text(to_text(number), read));
    CHECK(std::signbit(read) == std::signbit(number));
    CHECK(read == number);
  }
  double read = 7;
  REQUIRE(from_text(to_text(std::nan("")), read));
  CHECK(std::isnan(read));

  std::vector<double> numbers, expected{0.1, -2, Limits::infinity()};
  REQUIRE(from_text(to_text(expected), numbers));
  CHECK(numbers == expected);
  REQUIRE(from_text("", numbers));
  CHECK(numbers.empty());
}

TEST_CASE("Both truths come back from text") {
  for (const bool expected : {true, false}) {
    bool value = !expected;
    CHECK(from_text(to_text(expected), value));
    CHECK(value == expected);
  }
  CHECK(to_text(true) == "true");
  CHECK(to_text(false) == "false");
}

TEST_CASE("A snapshot is empty at first, and its numbers are double") {
  const strata::Snapshot snapshot;
  CHECK(snapshot.arrays.empty());
  CHECK(snapshot.texts.empty());
  CHECK(snapshot.file == "checkpoint");
  CHECK_FALSE(strata::Snapshot::Array{}.is_single);
}

TEST_CASE("A generator comes back from text and draws the same numbers") {
  Generator generator(3), read;
  generator.discard(100);
  REQUIRE(from_text(to_text(generator), read));
  CHECK((read == generator));
  CHECK(read() == generator());
  REQUIRE(from_text(to_text(Generator{}), read));
  CHECK((read == Generator{}));
}

TEST_CASE("Text that holds no such value is refused") {
  double number = 0;
  for (const char* text : {"", " 1", "1 ", "1x", "0x1p", "one"}) CHECK_FALSE(from_text(text, number));
  Index count = 0;
  for (const char* text : {"", "-1", "1.5", "9007199254740993", "99999999999999999999"})
    CHECK_FALSE(from_text(text, count));
  CHECK(from_text("9007199254740992", count));
  CHECK(count == 9007199254740992);
  CHECK(from_text("0", count));
  CHECK(count == 0);
  bool value = false;
  CHECK_FALSE(from_text("TRUE", value));
  std::vector<double> numbers;
  for (const char* text : {" 1", "1  2", "1,2", "1 x"}) CHECK_FALSE(from_text(text, numbers));
}

TEST_CASE("Attack: a generator's position outside its state") {
  const std::string text = to_text(Generator{});
  Generator generator;
  for (const char* position : {"313", "-1", "x", "99999999999"})
    CHECK_FALSE(from_text(text.substr(0, text.rfind(' ') + 1) + position, generator));
  CHECK_FALSE(from_text(text.substr(text.find(' ') + 1), generator));
  CHECK_FALSE(from_text("1 " + text, generator));
  CHECK_FALSE(from_text("x" + text.substr(1), generator));
  CHECK((generator == Generator{}));
}
