#include <strata/data/csv_records.hpp>

#include "../support/checks.hpp"

using namespace strata;
using detail::CsvCell;
using detail::CsvRecords;

namespace {

using Lines = std::vector<std::vector<std::string>>;

/// All records of a text.
Lines records(std::string_view text, char delimiter = ',', char comment = '\0') {
  CsvRecords source(text, "file", delimiter, comment);
  std::vector<CsvCell> cells;
  Lines lines;
  while (source.next(cells)) {
    lines.emplace_back();
    for (const CsvCell& cell : cells) lines.back().push_back(cell.plain());
  }
  return lines;
}

}  // namespace

TEST_CASE("Blanks and tabs are trimmed around cells and quotes, and within quotes") {
  for (const std::string cell :
       {"a", " a", "a ", "\ta\t", " \t a \t ", "\"a\"", " \"a\"", "\"a\"\t", "\t \" a\t\" "}) {
    INFO(cell);
    CHECK(records(cell + "," + cell + "\n" + cell + "," + cell) == Lines{{"a", "a"}, {"a", "a"}});
    CHECK(records(cell + ";b", ';') == Lines{{"a", "b"}});
  }
  CHECK(records("a\t\tb \t", '\t') == Lines{{"a", "", "b", ""}});
}

TEST_CASE("A quoted cell holds delimiters, line ends, comments and doubled quotes") {
  CHECK(records("\"a,\"\"b\"\"\r\n#c\",\"\"\"\"\n", ',', '#') == Lines{{"a,\"b\"\r\n#c", "\""}});
  CHECK(records("5\" nails,a\"\"b") == Lines{{"5\" nails", "a\"\"b"}});
  CHECK_THROWS_WITH(records("a\n\"b\" c,d"),
                    "strata: file: line 2: expected a delimiter or the end of the line after a quoted field, "
                    "got \"c,d\"");
}

TEST_CASE("A cell without quotes is void where it is empty") {
  CHECK(CsvCell{}.is_void());
  CHECK(CsvCell{""}.is_void());
  CHECK_FALSE(CsvCell{"a"}.is_void());
  CHECK_FALSE(CsvCell{"", true}.is_void());
}

TEST_CASE("Lines are counted from 1, those within quotes too") {
  CsvRecords source("a,\"b\r\n\nc\"\nd\n\"e", "file", ',');
  CHECK(source.where() == "line 0");
  CHECK(source.count() == 0);
  std::vector<CsvCell> cells;
  source.next(cells);
  CHECK(source.where() == "line 1");
  source.next(cells);
  CHECK(source.where() == "line 4");
  CHECK(source.where("x") == "line 4, column \"x\"");
  CHECK(source.count() == 2);
  CHECK_THROWS_WITH(source.next(cells), "strata: file: line 5: expected a closing quote, got the end");
}

TEST_CASE("Every line end of the three systems ends a record, and blank lines are none") {
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    CHECK(records(end + "a" + end + end + " \t" + end + "b") == Lines{{"a"}, {"b"}});
    CHECK(records("a,b" + end + "1,2" + end + "  " + end + "\t") == Lines{{"a", "b"}, {"1", "2"}});
  }
  CHECK(records("\n \n").empty());
}

TEST_CASE("Blank lines that are kept are records of one empty cell, but for those at the end") {
  CsvRecords source("1\n\n \n\"\"\n# c\n2\n\n", "file", ',', '#');
  source.keep_blank_lines();
  std::vector<CsvCell> cells;
  std::vector<std::string> found;
  for (; source.next(cells); found.push_back(cells[0].plain() + " in " + source.where()))
    REQUIRE(cells.size() == 1);
  CHECK(found ==
        std::vector<std::string>{"1 in line 1", " in line 2", " in line 3", " in line 4", "2 in line 6"});
}

TEST_CASE("A delimiter of a blank is any run of blanks and tabs") {
  CHECK(records("  1  2\t3 \n4 \t 5 \"a b\"  \n\n   \n6", ' ') ==
        Lines{{"1", "2", "3"}, {"4", "5", "a b"}, {"6"}});
  CHECK(records("1 2 # 3\n # 4\n5 6", ' ', '#') == Lines{{"1", "2"}, {"5", "6"}});
  CHECK_THROWS_AS(records("\"a\"b c", ' '), std::runtime_error);
}

TEST_CASE("A comment ends with its line, and a line of nothing else is none") {
  CHECK(records("# a,\"b\n1,2# c\r\n  # d\n3,4", ',', '#') == Lines{{"1", "2"}, {"3", "4"}});
  CHECK(records("# a\n1", ',') == Lines{{"# a"}, {"1"}});
}

TEST_CASE("A first line names the delimiter, as Excel writes it") {
  CHECK(records("sep=;\na;b\n1;2\n") == Lines{{"a", "b"}, {"1", "2"}});
  CHECK(records("\xef\xbb\xbfsep=\t\r\na\t\"b\"\r\n", ';') == Lines{{"a", "b"}});
  CHECK(records("sep=;,b\n") == Lines{{"sep=;", "b"}});
  CHECK(records("sep=\"\na,b\n") == Lines{{"sep=\""}, {"a", "b"}});
  CHECK(records("sep=#\na,b\n", ',', '#') == Lines{{"sep="}, {"a", "b"}});
  CHECK(records("sep=;\n").empty());
  CHECK(records(std::string_view("sep=;\n").substr(0, 5)) == Lines{{"sep=;"}});
}

TEST_CASE("The ratio of the text to come to the text before tells how many records are left") {
  CsvRecords source("1,2\n3,4\n5,6\n", "file", ',');
  std::vector<CsvCell> cells;
  source.next(cells);
  CHECK(source.ratio_to_come() == 7.0 / 4);
  CHECK(source.count() == 1);
}
