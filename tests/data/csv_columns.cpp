#include <strata/data/csv.hpp>

#include "../support/checks.hpp"

using namespace strata;

namespace {

using Names = std::vector<std::string>;

Table parse(const std::string& text, const CsvOptions& options = {}) {
  return parse_csv(text, "file", options);
}

const Eigen::MatrixXd numbers{{1, 3}, {2, 4}};

}  // namespace

TEST_CASE("Names are trimmed as cells are") {
  CHECK(parse(" a\t, \" b \" \n1,2\n").names == Names{"a", "b"});
  CHECK(parse("x, k \n1,rose\n", {.label = "k"}).classes == Names{"rose"});
}

TEST_CASE("The names of rows are no column, whether the header leaves them out or empty") {
  for (const std::string text : {"\"a\" \"b\"\n\"1\" 1 2\n\"2\" 3 4\n", "a b\nr1 1 2\nr2 3 4\n"}) {
    const Table table = parse(text, {.delimiter = ' '});
    CHECK(table.names == Names{"a", "b"});
    CHECK(table.values == numbers);
  }
  for (const std::string text :
       {"a,b\nr1,1,2\nr2,3,4\n", "\"\",\"a\",\"b\"\n\"r1\",1,2\n\"r2\",3,4\n", ",a,b\n0,1,2\n1,3,4\n"}) {
    const Table table = parse(text);
    CHECK(table.names == Names{"a", "b"});
    CHECK(table.values == numbers);
    CHECK(parse(text, {.label = Index{0}}).classes.size() == 2);
    CHECK(parse(text, {.label = Index{2}}).names == Names{"a"});
  }
  CHECK(parse(",a\nr1,1\nr2,3\n").names == Names{"a"});
  CHECK(parse("\"\"\n1\n").values(0, 0) == 1);
}

TEST_CASE("A delimiter at the end of each line adds no column") {
  for (const std::string text : {"a,b,\n1,2,\n3,4,\n", "a,b\n1,2,\n3,4,\n", "a,b,\n1,2\n3,4\n",
                                 "a,b,\n1,2,\n3,4\n", "a,b\n1,2,\n3,4\n"}) {
    INFO(text);
    const Table table = parse(text);
    CHECK(table.names == Names{"a", "b"});
    CHECK(table.values == numbers);
  }
  CHECK(parse("1,2,\n3,4,\n", {.header = false}).values == numbers);
  CHECK(parse("a,\n1,\n3,\n").values == numbers.row(0));
  CHECK(parse("x,k\n1,rose,\n", {.label = "k"}).classes == Names{"rose"});
}

TEST_CASE("A last column that is not always empty is one") {
  CHECK_THROWS_WITH(parse("a,b,\n1,2,\n3,4,5\n"),
                    contains("line 2, column \"\": expected a number, or .allow"));
  const Table table = parse("1,\n3,4\n", {.header = false, .allow_missing = true});
  CHECK(std::isnan(table.values(1, 0)));
  CHECK(table.values(1, 1) == 4);
  CHECK(parse("a,b\n1,\n3,\n", {.allow_missing = true}).names == Names{"a", "b"});
}

TEST_CASE("A table of one column keeps its empty lines as missing values") {
  for (const std::string text : {"a\n1\n\n3\n", "a\n1\n \n3\n\n\n", "a\n1\n\"\"\n3\n  "}) {
    INFO(text);
    CHECK_THROWS_WITH(parse(text),
                      contains("line 3, column \"a\": expected a number, or .allow_missing = true"));
    const Table table = parse(text, {.allow_missing = true});
    REQUIRE(table.values.cols() == 3);
    CHECK(std::isnan(table.values(0, 1)));
  }
  const CsvOptions options{.header = false, .allow_missing = true};
  CHECK(std::isnan(parse("\n1\n2\n", options).values(0, 0)));
  CHECK(std::isnan(parse("\"\"\n1\n2\n", options).values(0, 0)));
  CHECK_THROWS_WITH(parse("k\na\n\nb\n", {.label = "k"}),
                    contains("line 3: expected a class in column \"k\""));
  CHECK(parse("a,b\n1,2\n\n3,4\n").values == numbers);
}

TEST_CASE("A wrong delimiter is found in the first line") {
  CHECK_THROWS_WITH(
      parse("a;b;k\n1;2;x\n", {.label = Index{0}}),
      "strata: file: line 1: expected ',' between columns, got ';'; pass .delimiter = ';', or quote "
      "the text");
  CHECK_THROWS_WITH(parse("a;k\n1,5;x\n", {.label = "k"}), contains("pass .delimiter = ';'"));
  CHECK_THROWS_WITH(parse("a\tk\n1\tx\n", {.label = Index{0}}), contains("pass .delimiter = '\\t'"));
  CHECK_THROWS_WITH(parse("a|k\n1|x\n", {.label = Index{0}}), contains("pass .delimiter = '|'"));
  CHECK_THROWS_WITH(parse("a,k\n1,x\n", {.delimiter = ';', .label = Index{0}}),
                    contains("pass .delimiter = ','"));
  CHECK_THROWS_WITH(parse("1 2.5 x\n", {.header = false, .label = Index{0}}),
                    contains("pass .delimiter = ' '"));
  CHECK(parse("\"a;b\"\nx|y\nz\n", {.label = Index{0}}).classes == Names{"x|y", "z"});
}

TEST_CASE("A first line of nothing but numbers is not taken for names") {
  for (const std::string text :
       {"5.1,3.5\n4.9,3\n", "1\n2\n", "1,NA\n2,3\n", "\"1\",2\n3,4\n", ",0,1\n0,5,6\n"})
    CHECK_THROWS_WITH(parse(text),
                      "strata: file: line 1: expected the names of columns, got numbers; pass "
                      ".header = false if they are a sample, .header = true if they are names");
  CHECK_THROWS_WITH(parse("5.1,3.5,setosa\n4.9,3,setosa\n", {.label = Index{2}}),
                    contains("pass .header = false"));
  CHECK(parse("1,2\n3,4\n", {.header = false}).values.cols() == 2);
  CHECK(parse("0,1\n3,4\n", {.header = true}).names == Names{"0", "1"});
  CHECK(parse("0,b\n3,4\n").names == Names{"0", "b"});
}

TEST_CASE("Columns are left out by name") {
  const Table table = parse("name,a,day,b\nBob,1,Mon,2\nAnn,3,Tue,4\n", {.ignore = {"name", "day"}});
  CHECK(table.names == Names{"a", "b"});
  CHECK(table.values == numbers);
  CHECK_THROWS_WITH(parse("a,b\n1,2\n", {.ignore = {"c"}}),
                    "strata: file: line 1: expected a column named \"c\", got only \"a\", \"b\"");
}

TEST_CASE("Up to eight names are shown in place of one that is not there") {
  const std::string eight = "\"a\", \"b\", \"c\", \"d\", \"e\", \"f\", \"g\", \"h\"";
  const std::string message = "strata: file: line 1: expected a column named \"x\", got only " + eight;
  CHECK_THROWS_WITH(parse("a,b,c,d,e,f,g,h\n", {.ignore = {"x"}}), message);
  CHECK_THROWS_WITH(parse("a,b,c,d,e,f,g,h,i\n", {.ignore = {"x"}}), message + ", ...");
}

TEST_CASE("A name that several columns have chooses none of them") {
  CHECK_THROWS_WITH(
      parse("a,k,k\n1,2,3\n", {.label = "k"}),
      "strata: file: line 1: expected one column named \"k\", got several; choose one by its position");
  CHECK(parse("a,k,k\n1,2,3\n", {.label = Index{2}}).values.rows() == 2);
}

TEST_CASE("The label column is within the table") {
  CHECK_THROWS_WITH(parse("a,b\n1,2\n", {.label = Index{2}}),
                    "strata: file: line 1: expected a label column below 2, got 2; ',' parts the columns");
  CHECK_THROWS_AS(parse("a,b\n1,2\n", {.label = Index{-1}}), std::runtime_error);
}

TEST_CASE("Lines of another number of fields are refused with what may be the reason") {
  CHECK_THROWS_WITH(parse("a,b\n1,2\n1,2,3\n"), "strata: file: line 3: expected 2 fields, got 3");
  CHECK_THROWS_WITH(parse("a,b\n1\n", {.allow_missing = true}),
                    "strata: file: line 2: expected 2 fields, got 1; a missing value is an empty cell, which "
                    ".allow_missing = true reads");
  CHECK_THROWS_WITH(parse("a,b\n1,2\n# note\n"),
                    contains("got 1; pass .comment = '#' if that begins comments"));
  CHECK_THROWS_WITH(parse("# note\na,b,c\n1,2,3\n"), contains("got 3; pass .comment = '#'"));
  CHECK_THROWS_WITH(parse("# note\na,b\n1,2\n"), contains("got 2; pass .comment = '#'"));
}
