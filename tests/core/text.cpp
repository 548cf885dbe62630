#include <cstring>

#include <strata/core/text.hpp>
#include <strata/core/text_stream.hpp>

#include "../support/checks.hpp"
#include "../support/continental.hpp"

using namespace strata::detail;

namespace {

/// What reads numbers: with the standard library's function, and where that is missing.
struct Reader {
  bool (*read)(std::string_view, double&);
};
const Reader readers[] = {
    {[](std::string_view text, double& number) { return read_number(text, number); }},
    {[](std::string_view text, double& number) { return read_number_from_stream(text, number); }}};

}  // namespace

TEST_CASE("Numbers are written and read as in C, whatever the global locale") {
  const Continental streams;
  CHECK(to_digits(1234567.5) == "1.23457e+06");
  CHECK(to_digits(12345.75, 9) == "12345.75");
  CHECK(to_text(12345.75) == "12345.75");
  CHECK(to_text(1234567) == "1234567");
  for (const Reader& reader : readers) {
    double number = 0;
    CHECK(reader.read("12345.75", number));
    CHECK(number == 12345.75);
    CHECK_FALSE(reader.read("12.345,75", number));
    CHECK_FALSE(reader.read("0,5", number));
  }
}

TEST_CASE("Numbers are written alike with and without a stream") {
  const Continental streams;
  for (const double value : {0.0, -0.0, 0.5, 1234567.5, 1e100, 2.5e-7, HUGE_VAL, -HUGE_VAL})
    for (const int digits : {1, 4, 6, 17})
      CHECK(written_to_stream(value, digits) == to_digits(value, digits));
  for (const double value : {0.0, 0.5, 1234567.5, 1.0 / 3, 5e-324})
    CHECK(written_to_stream(value, 0, std::hexfloat) == to_hexadecimal_digits(value));
}

TEST_CASE("A stream gives every number back in the fewest digits") {
  const Continental streams;
  const auto check = [](auto value) {
    decltype(value) read = 1;
    CHECK(read_number(shortest_of_stream(value), read));
    CHECK(std::memcmp(&read, &value, sizeof value) == 0);
  };
  for (const double value : {0.0, -0.0, 0.1, -1.0 / 3, 5e-324, 1.7976931348623157e308, HUGE_VAL}) {
    check(value);
    check(static_cast<float>(value));
  }
  CHECK(shortest_of_stream(0.1) == "0.1");
  CHECK(shortest_of_stream(0.1f) == "0.1");
  CHECK(shortest_of_stream(5e-324) == "5e-324");
}

TEST_CASE("Every digit of a number comes back") {
  for (const double value :
       {0.1, -1.0 / 3, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, -0.0, HUGE_VAL, -HUGE_VAL})
    for (const Reader& reader : readers) {
      double number = 1;
      CHECK(reader.read(to_text(value), number));
      CHECK(std::memcmp(&number, &value, sizeof number) == 0);
    }
}

TEST_CASE("People read nan without a sign") {
  CHECK(to_digits(std::nan("")) == "nan");
  CHECK(to_digits(-std::nan("")) == "nan");
  CHECK(to_digits(-HUGE_VAL) == "-inf");
}

TEST_CASE("What is no number comes back as such") {
  for (const std::string text : {"nan", "-nan"})
    for (const Reader& reader : readers) {
      double number = 0;
      CHECK(reader.read(text, number));
      CHECK(std::isnan(number));
    }
}

TEST_CASE("A number below the smallest is a zero of its sign, one above the largest is refused") {
  const std::string zeros(400, '0');
  for (const Reader& reader : readers) {
    for (const std::string text : {"1e-400", "123.5E-999", "0.001e-323", "1e-99999999999999999999"}) {
      INFO(text);
      double number = 7;
      CHECK(reader.read(text, number));
      CHECK((number == 0 && !std::signbit(number)));
      CHECK(reader.read("-" + text, number));
      CHECK((number == 0 && std::signbit(number)));
    }
    double number = 7;
    CHECK(reader.read("0." + zeros + "1", number));
    CHECK(number == 0);
    CHECK(reader.read("0." + zeros + "1e+401", number));
    CHECK(number == 1);
    number = 7;
    for (const std::string text : {"1e309", "-1e+400", "0.001e312", "0.01e+400", "1e99999999999999999999"}) {
      INFO(text);
      CHECK_FALSE(reader.read(text, number));
    }
    CHECK_FALSE(reader.read("123" + zeros, number));
    CHECK(number == 7);
  }
  float number = 7;
  CHECK(read_number("1e-60", number));
  CHECK(number == 0);
  CHECK_FALSE(read_number("1e60", number));
}

TEST_CASE("What is more or less than one number is refused and changes nothing") {
  for (const std::string text : {"", " 1", "1 ", "1e5x", "1.5e+", "1e+-5", "+1", "--1", "1.2.3", "e5", "-",
                                 ".", "0x10", "1e", "one", "1,5"})
    for (const Reader& reader : readers) {
      double number = 7;
      INFO(text);
      CHECK_FALSE(reader.read(text, number));
      CHECK(number == 7);
    }
  int whole = 7;
  CHECK_FALSE(read_number("3000000000", whole));
  CHECK_FALSE(read_number("1.5", whole));
  CHECK(whole == 7);
}

TEST_CASE("Exponents have one digit or more, and a sign or not") {
  for (const Reader& reader : readers)
    for (const auto& [text, value] : {std::pair("1e5", 1e5),
                                      {"1E5", 1e5},
                                      {"2e+3", 2e3},
                                      {"2.5e-7", 2.5e-7},
                                      {".5e12", .5e12},
                                      {"5.", 5.0}}) {
      INFO(text);
      double number = 0;
      CHECK(reader.read(text, number));
      CHECK(number == value);
    }
}

TEST_CASE("Out of the range is below it where the exponent does not lift the first digit") {
  CHECK(is_below_range("0.1"));
  CHECK_FALSE(is_below_range("0.1e1"));
  CHECK_FALSE(is_below_range("0.1e+10"));
  CHECK_FALSE(is_below_range("1"));
  CHECK(is_below_range("1e-2"));
  CHECK_FALSE(is_below_range(std::string_view("1e-10").substr(0, 4)));
}

#ifdef __GLIBCXX__
TEST_CASE("Every digit of a long double is written") {
  STATIC_REQUIRE(ToChars<long double>);
  long double number = 0;
  CHECK(read_number(to_text(0.1L), number));
  CHECK(number == 0.1L);
}
#endif
