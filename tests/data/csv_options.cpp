#include <strata/data/csv.hpp>

#include "../support/checks.hpp"

using namespace strata;

TEST_CASE("By default a table has commas, points, a header and neither comments nor classes nor gaps") {
  const CsvOptions options;
  CHECK(options.delimiter == ',');
  CHECK(options.decimal == '.');
  CHECK(options.comment == '\0');
  CHECK_FALSE(options.header.has_value());
  CHECK(std::holds_alternative<std::monostate>(options.label));
  CHECK(options.classes.empty());
  CHECK(options.ignore.empty());
  CHECK_FALSE(options.allow_missing);
}

TEST_CASE("Options that contradict themselves are refused before anything is read") {
  const auto parse = [](const CsvOptions& options) { return parse_csv("a,b\n1,2\n", "file", options); };
  CHECK_THROWS_WITH(
      parse({.decimal = ','}),
      "strata: read_csv: expected a .delimiter, a .decimal and a .comment of their own, got ',' "
      "twice; a file of decimal commas mostly has .delimiter = ';'");
  CHECK_THROWS_AS(parse({.delimiter = ';', .comment = ';'}), std::invalid_argument);
  CHECK_THROWS_AS(parse({.decimal = '#', .comment = '#'}), std::invalid_argument);
  for (const char c : {'"', '\n', '\r'}) {
    CHECK_THROWS_AS(parse({.delimiter = c}), std::invalid_argument);
    CHECK_THROWS_AS(parse({.decimal = c}), std::invalid_argument);
    CHECK_THROWS_AS(parse({.comment = c}), std::invalid_argument);
  }
  CHECK_THROWS_WITH(parse({.classes = {"a"}}),
                    "strata: read_csv: expected a column for .classes, got none; name it by .label");
  CHECK_THROWS_WITH(parse({.label = "a", .classes = {"1", "2", "1.0"}}),
                    "strata: read_csv: expected each of the .classes once, got \"1.0\" twice; leave one out");
}

TEST_CASE("The spellings of a missing value are those of pandas, R and the UCI repository") {
  for (const std::string text :
       {"",     "#N/A", "#N/A N/A", "#NA",  "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN",
        "<NA>", "N/A",  "NA",       "NULL", "NaN",     "None",     "n/a",  "nan",  "null",   "?"}) {
    INFO(text);
    CHECK(detail::is_missing(text, {}));
    CHECK_FALSE(detail::is_missing(text + "0", {}));
  }
  CHECK_FALSE(detail::is_missing("NA", {.missing = {"-999"}}));
}

TEST_CASE("Characters are shown as C++ writes them") {
  CHECK(detail::character(';') == "';'");
  CHECK(detail::character('\t') == "'\\t'");
}
