#include <filesystem>
#include <fstream>

#include <strata/data/csv.hpp>

#include "../support/checks.hpp"
#include "../support/file_kinds.hpp"
#include "../support/temporary_folder.hpp"

using namespace strata;

namespace {

const std::string flowers = "length,width,kind\n1.5,2,rose\n-3e2,+4,tulip\n5,6,rose\n";

}  // namespace

TEST_CASE("A line of CSV is a column, and a label column becomes classes") {
  for (const CsvOptions& options : {CsvOptions{.label = "kind"}, CsvOptions{.label = Index{2}}}) {
    const Table table = parse_csv(flowers, "flowers", options);
    CHECK(table.names == std::vector<std::string>{"length", "width"});
    CHECK(table.values == Eigen::MatrixXd{{1.5, -300, 5}, {2, 4, 6}});
    CHECK(table.labels == Eigen::RowVectorXi{{0, 1, 0}});
    CHECK(table.classes == std::vector<std::string>{"rose", "tulip"});
  }
}

TEST_CASE("Columns are chosen by name") {
  const Table table = parse_csv("a,b,c\n1,2,3\n4,5,6\n", "numbers");
  CHECK(table.labels.size() == 0);
  CHECK(table.columns({"c", "a"}) == Eigen::MatrixXd{{3, 6}, {1, 4}});
  CHECK_THROWS_WITH(table.columns({"d"}), contains("expected the name of a column, got \"d\""));
  CHECK_THROWS_WITH(parse_csv("a,a\n1,2\n", "twins").columns({"a"}),
                    contains("expected the name of one column, got \"a\""));
}

TEST_CASE("Quotes, line ends, blanks and a byte order mark are as RFC 4180 and its users have them") {
  const Table table = parse_csv("\xef\xbb\xbf\"a \"\"b\"\"\",\"c\nd\"\r\n 1 ,\"2\"\r\n\r\n3,4", "quoted");
  CHECK(table.names == std::vector<std::string>{"a \"b\"", "c\nd"});
  CHECK(table.values == Eigen::MatrixXd{{1, 3}, {2, 4}});
  CHECK(parse_csv("1;2\n3;4\n", "plain", {.delimiter = ';', .header = false}).columns({"1"}) ==
        Eigen::RowVector2d{2, 4});
}

TEST_CASE("Missing numbers are refused unless they are allowed") {
  CHECK_THROWS_WITH(parse_csv("a,b\n1,NA\n", "gaps"),
                    "strata: gaps: line 2, column \"b\": expected a number, or .allow_missing = true, got "
                    "the missing value \"NA\"");
  const Table table = parse_csv("a,b\n1,NA\n,2\n", "gaps", {.allow_missing = true});
  CHECK(std::isnan(table.values(1, 0)));
  CHECK(std::isnan(table.values(0, 1)));
  CHECK(table.values(1, 1) == 2);
}

TEST_CASE("What is wrong in a table is said with its line") {
  CHECK_THROWS_WITH(parse_csv("a,b\n1,2\n1,2,3\n", "ragged"),
                    "strata: ragged: line 3: expected 2 fields, got 3");
  CHECK_THROWS_WITH(parse_csv("a,b\n1,\"x\ny\"\n", "text"),
                    contains("line 2, column \"b\": expected a number, got \"x\\x0ay\""));
  CHECK_THROWS_WITH(parse_csv("a\n\"x\n\n1\n", "open"),
                    "strata: open: line 2: expected a closing quote, got the end");
  CHECK_THROWS_WITH(parse_csv("a\n\"1\"2\n", "after"),
                    contains("line 2: expected a delimiter or the end of the line"));
  CHECK_THROWS_WITH(parse_csv("\"a\nb\",c\n1,x\n", "lines"), contains("line 3, column \"c\""));
  CHECK_THROWS_AS(parse_csv("", "empty"), std::runtime_error);
  CHECK_THROWS_AS(parse_csv("\n\n\n", "empty"), std::runtime_error);
  CHECK_THROWS_AS(parse_csv("a,b\n", "header"), std::runtime_error);
  CHECK_THROWS_AS(parse_csv("a\n1e999\n", "infinite"), std::runtime_error);
  CHECK_THROWS_AS(parse_csv("a\n+-5\n", "signs"), std::runtime_error);
  CHECK(parse_csv("a,k\n1,x\n2, x \n", "blanks", {.label = "k"}).classes.size() == 1);
  CHECK_THROWS_WITH(parse_csv("a,k\n1,\n", "label", {.label = "k"}),
                    contains("line 2: expected a class in column \"k\""));
  CHECK_THROWS_AS(parse_csv(std::string("a\n1\0002\n", 6), "zero"), std::runtime_error);
  CHECK_THROWS_WITH(parse_csv(flowers, "f", {.label = "colour"}),
                    contains("expected a column named \"colour\""));
  CHECK_THROWS_AS(parse_csv(flowers, "f", {.label = Index{3}}), std::runtime_error);
}

TEST_CASE("A file of another kind is named, and what to do with it") {
  for (const checks::OtherFile& other : checks::other_files())
    CHECK_THROWS_WITH(parse_csv(other.bytes, "file"), contains(other.got().c_str()));
  for (const std::string mark : {"\xff\xfe", "\xfe\xff"})
    CHECK_THROWS_WITH(parse_csv(mark + "a", "file"),
                      contains("got what seems to be UTF-16; save it as UTF-8"));
}

TEST_CASE("A delimiter that the file names is another one than the decimal comma") {
  CHECK(parse_csv("sep=;\na;b\n1,5;2\n", "excel", {.delimiter = '\t', .decimal = ','}).values(0, 0) == 1.5);
  CHECK_THROWS_WITH(parse_csv("sep=,\na,b\n", "excel", {.delimiter = ';', .decimal = ','}),
                    contains("line 1: expected a delimiter that is not .decimal, got ','"));
}

TEST_CASE("Tables of lines that become longer and shorter are read whole") {
  for (const bool begins_short : {true, false}) {
    std::string text = "a,b\n";
    for (int i = 0; i < 500; ++i)
      text += std::to_string(i) + std::string((i < 250) == begins_short ? 0 : 60, ' ') + ",1\n";
    const Table table = parse_csv(text, "lines");
    REQUIRE(table.values.cols() == 500);
    CHECK(table.values.row(0) == Eigen::RowVectorXd::LinSpaced(500, 0, 499));
    CHECK(table.values.row(1) == Eigen::RowVectorXd::Ones(500));
  }
}

TEST_CASE("A table cut anywhere is a smaller table or an error, never anything else") {
  for (std::size_t size = 0; size <= flowers.size(); ++size) {
    INFO(size);
    try {
      const Table table = parse_csv(flowers.substr(0, size), "cut", {.label = "kind"});
      CHECK(table.values.cols() == table.labels.size());
      CHECK(table.values.cols() >= 1);
    } catch (const std::runtime_error&) {
    }
  }
}

TEST_CASE("Tables are read from files") {
  const checks::TemporaryFolder folder;
  const std::string path = folder.file("table.csv");
  std::ofstream(path) << flowers;
  CHECK(read_csv(path, {.label = "kind"}).values.cols() == 3);
  std::filesystem::remove(path);
  CHECK_THROWS_WITH(read_csv(path), contains("cannot be opened: No such file or directory"));
  CHECK_THROWS_AS(read_csv(folder.file("")), std::runtime_error);
}

TEST_CASE("Names of columns that are marks of other kinds of file are names") {
  for (const char* name : {"PAR1", "GGUF", "BZh9"}) {
    const Table table = parse_csv(std::string(name) + ",b\n1,2\n", "table");
    CHECK(table.names == std::vector<std::string>{name, "b"});
  }
}
