#include <strata/data/csv.hpp>

#include "../support/checks.hpp"

using namespace strata;

namespace {

/// The number in a cell of the first sample.
double number(const std::string& cell, const CsvOptions& options = {}) {
  return parse_csv("a;b\n1;" + cell + "\n", "file",
                   {.delimiter = ';',
                    .decimal = options.decimal,
                    .missing = options.missing,
                    .allow_missing = options.allow_missing})
      .values(1, 0);
}

}  // namespace

TEST_CASE("Numbers are read to the last bit, in the spellings of C") {
  CHECK(number("0.1") == 0.1);
  CHECK(number("\t+1.5e3 ") == 1500);
  CHECK(number(".5") == 0.5);
  CHECK(number("5.") == 5);
  CHECK(number("007") == 7);
  CHECK(number("\"-2E-2\"") == -0.02);
  CHECK(std::signbit(number("-0")));
  CHECK(number("9007199254740993") == 9007199254740992);
}

TEST_CASE("Numbers below the smallest are zero and those above the largest an error") {
  CHECK(number("5e-324") == std::numeric_limits<double>::denorm_min());
  CHECK(number("1e-400") == 0);
  CHECK(number("1e308") == 1e308);
  for (const std::string cell : {"1e309", "-1e309"})
    for (const bool allow : {false, true})
      CHECK_THROWS_WITH(number(cell, {.allow_missing = allow}),
                        contains(("expected a number, got \"" + cell).c_str()));
}

TEST_CASE("Truth values are 1 and 0") {
  for (const std::string cell : {"TRUE", "True", "true", " true", "\"TRUE\""}) CHECK(number(cell) == 1);
  for (const std::string cell : {"FALSE", "False", "false"}) CHECK(number(cell) == 0);
  CHECK_THROWS_AS(number("truex"), std::runtime_error);
}

TEST_CASE("Missing and infinite numbers are refused unless they are allowed") {
  for (const std::string& cell : CsvOptions{}.missing) {
    INFO(cell);
    CHECK_THROWS_WITH(number(cell),
                      "strata: file: line 2, column \"b\": expected a number, or .allow_missing = "
                      "true, got the missing value \"" +
                          cell + "\"");
    CHECK(std::isnan(number(cell, {.allow_missing = true})));
    CHECK(std::isnan(number(" \"" + cell + "\" ", {.allow_missing = true})));
  }
  for (const std::string cell : {"inf", "+inf", "Inf", "INF", "Infinity", "infinity", "+Infinity"}) {
    INFO(cell);
    CHECK_THROWS_WITH(
        number(cell),
        contains(("expected a finite number, or .allow_missing = true, got \"" + cell).c_str()));
    CHECK(number(cell, {.allow_missing = true}) == HUGE_VAL);
  }
  CHECK(number("-inf", {.allow_missing = true}) == -HUGE_VAL);
  CHECK_THROWS_AS(number("-+inf", {.allow_missing = true}), std::runtime_error);
  CHECK_THROWS_AS(number("nan(1)", {.allow_missing = true}), std::runtime_error);
}

TEST_CASE("A number can stand for a missing value") {
  const CsvOptions options{.missing = {"-999", "x"}, .allow_missing = true};
  CHECK(std::isnan(number("-999", options)));
  CHECK(std::isnan(number("x", options)));
  CHECK(number("999", options) == 999);
  CHECK(number("-999", {.allow_missing = true}) == -999);
}

TEST_CASE("A decimal comma is read where it is said, and then no point") {
  CHECK(number("-1,25e2", {.decimal = ','}) == -125);
  CHECK(number("3", {.decimal = ','}) == 3);
  CHECK_THROWS_WITH(number("1.5", {.decimal = ','}), contains("got \"1.5\"; pass .decimal = '.'"));
  CHECK_THROWS_WITH(number("1,5"), contains("got \"1,5\"; pass .decimal = ','"));
  CHECK_THROWS_AS(number("1.234,5", {.decimal = ','}), std::runtime_error);
}

TEST_CASE("A cell that is no number is shown with the option that may read it") {
  const auto parse = [](const std::string& text, const CsvOptions& options = {}) {
    return parse_csv(text, "file", options);
  };
  CHECK_THROWS_WITH(parse("a,b\n1;2,3\n"),
                    contains("got \"1;2\"; pass .delimiter = ';' if it parts the columns"));
  CHECK_THROWS_WITH(parse("a b\n1 2\n"),
                    contains("got \"1 2\"; pass .delimiter = ' ' if it parts the columns"));
  CHECK_THROWS_WITH(parse("a,b\n#1,2\n"), contains("got \"#1\"; pass .comment = '#' if"));
  CHECK_THROWS_WITH(
      parse("a,b\n1,2\n", {.header = false}),
      contains("line 1, column \"0\": expected a number, got \"a\"; leave .header = false out if"));
  CHECK_THROWS_WITH(
      parse("a,b\n1,Bob\n"),
      "strata: file: line 2, column \"b\": expected a number, got \"Bob\"; .ignore = {\"b\"} leaves a "
      "column of texts out, .label reads it as classes");
  CHECK_THROWS_WITH(parse("a,b\n1,2\n3,four\n"),
                    "strata: file: line 3, column \"b\": expected a number, got \"four\"");
  for (const std::string cell : {"0x10", "1_0", "1e", "--1", "+-5", "1 2 a b", "$5", "12%"})
    CHECK_THROWS_WITH(number(cell), contains(("expected a number, got \"" + cell + "\"").c_str()));
}

TEST_CASE("Delimiters are guessed from one cell that is not quoted") {
  using detail::CsvCell;
  using detail::likely_delimiter;
  CHECK(likely_delimiter({"a;b"}, ',') == ';');
  CHECK(likely_delimiter({"a\tb"}, ',') == '\t');
  CHECK(likely_delimiter({"a|b"}, ',') == '|');
  CHECK(likely_delimiter({"a,b"}, ';') == ',');
  CHECK(likely_delimiter({"1.5 2  rose"}, ',') == ' ');
  for (const CsvCell& cell :
       {CsvCell{"a;b", true}, {""}, {"a,b"}, {"New York 5"}, {"1 2 a b"}, {"class 1"}, {"12"}})
    CHECK(likely_delimiter(cell, ',') == '\0');
}
