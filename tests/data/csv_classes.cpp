#include <strata/data/csv.hpp>

#include "../support/checks.hpp"

using namespace strata;

namespace {

using Names = std::vector<std::string>;

/// The labels of a column of classes beside one of numbers.
Table labelled(const Names& cells, const CsvOptions& options = {}) {
  std::string text = "x,k\n";
  for (const std::string& cell : cells) text += "0," + cell + "\n";
  return parse_csv(text, "file", {.label = "k", .classes = options.classes, .missing = options.missing});
}

}  // namespace

TEST_CASE("A class is a whole number that a double holds, or a text, and never before itself") {
  using detail::CsvClass;
  const CsvClass number("-7.0", '.'), text("rose", '.');
  CHECK_FALSE(number.is_text);
  CHECK(number.value == -7);
  CHECK(number.name == "-7");
  CHECK(text.is_text);
  CHECK(text.value == 0);
  CHECK(text.name == "rose");
  for (const CsvClass& one : {number, text}) CHECK_FALSE(one < one);
  CHECK_FALSE(CsvClass("9007199254740991", '.').is_text);
  CHECK(CsvClass("9007199254740992", '.').is_text);
}

TEST_CASE("The order of classes does not depend on the order of samples") {
  for (Names cells : {Names{"rose", "Tulip", "aster"}, Names{"10", "9", "-1", "0"},
                      Names{"x", "10", "9", "0.5"}, Names{"FALSE", "TRUE"}, Names{"2.0", "10", "01"}}) {
    std::sort(cells.begin(), cells.end());
    const Names classes = labelled(cells).classes;
    do {
      const Table table = labelled(cells);
      CHECK(table.classes == classes);
      for (std::size_t i = 0; i < cells.size(); ++i) {
        const Names alone = labelled({cells[i]}).classes;
        CHECK(classes[static_cast<std::size_t>(table.labels[static_cast<Index>(i)])] == alone[0]);
      }
    } while (std::next_permutation(cells.begin(), cells.end()));
  }
}

TEST_CASE("Whole numbers are classes by value, before texts by the alphabet") {
  CHECK(labelled({"10", "9", "-1", "0"}).classes == Names{"-1", "0", "9", "10"});
  CHECK(labelled({"rose", "Tulip", "aster"}).classes == Names{"Tulip", "aster", "rose"});
  CHECK(labelled({"b", "10", "a", "9"}).classes == Names{"9", "10", "a", "b"});
  CHECK(labelled({"10", "9", "10"}).labels == Eigen::RowVectorXi{{1, 0, 1}});
}

TEST_CASE("A whole number is one class however it is written, a text only as it is") {
  const Table table = labelled({"1", "+1", "1.0", "01", "2", "1e0", "-0", "0"});
  CHECK(table.classes == Names{"0", "1", "2"});
  CHECK(table.labels == Eigen::RowVectorXi{{1, 1, 1, 1, 2, 1, 0, 0}});
  CHECK(labelled({"rose", "Rose", "\"rose\"", "\t\" rose \" "}).classes == Names{"Rose", "rose"});
  CHECK(labelled({"9007199254740993", "9007199254740992"}).classes.size() == 2);
  CHECK(labelled({"inf", "infinity"}).classes.size() == 2);
}

TEST_CASE("The classes of one file number those of the next") {
  const Table train = labelled({"rose", "aster", "tulip"});
  const Table test = labelled({"tulip", "aster"}, {.classes = train.classes});
  CHECK(test.classes == train.classes);
  CHECK(test.labels == Eigen::RowVectorXi{{2, 0}});
  CHECK(labelled({"1.0", "2"}, {.classes = {"2", "1"}}).labels == Eigen::RowVectorXi{{1, 0}});
  CHECK_THROWS_WITH(labelled({"rose", "violet"}, {.classes = train.classes}),
                    "strata: file: line 3: expected one of the .classes in column \"k\", got \"violet\"");
}

TEST_CASE("A missing class is an error, however it is spelled, unless it is said to be a class") {
  for (const std::string& spelling : CsvOptions{}.missing)
    for (const std::string& cell : {spelling, " \"" + spelling + "\"\t"}) {
      INFO(cell);
      CHECK_THROWS_WITH(labelled({"a", cell}), contains("line 3: expected a class in column \"k\", got "));
    }
  CHECK_THROWS_WITH(
      labelled({"NA"}),
      "strata: file: line 2: expected a class in column \"k\", got the missing value \"NA\"; leave such "
      "lines out, or take it from .missing if it is a class");
  CHECK_THROWS_WITH(labelled({""}), contains("got an empty cell; leave such lines out"));
  CHECK_THROWS_AS(labelled({"-9"}, {.missing = {"-9"}}), std::runtime_error);
  CHECK_THROWS_AS(labelled({""}, {.missing = {"-9"}}), std::runtime_error);
  CHECK(labelled({"NA"}, {.missing = {"-9"}}).classes == Names{"NA"});
  CHECK(labelled({"NA"}, {.classes = {"NA"}}).labels == Eigen::RowVectorXi{{0}});
}

TEST_CASE("As many classes as samples are numbered") {
  Names cells;
  for (int i = 0; i < 20000; ++i) cells.push_back("id" + std::to_string(100000 + i * 7919 % 20000));
  const Table table = labelled(cells);
  CHECK(table.classes.size() == cells.size());
  CHECK(std::is_sorted(table.classes.begin(), table.classes.end()));
  CHECK(table.labels[1] == 7919);
}
