#pragma once

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <strata/core/error.hpp>

namespace strata {

/// How `read_csv` reads.
struct CsvOptions {
  /// What parts the columns; `' '` is any run of blanks and tabs. A first line `sep=;`, which Excel writes,
  /// goes before.
  char delimiter = ',';
  char decimal = '.';
  /// What begins a comment, which ends with its line; none by default.
  char comment = '\0';
  /// Whether the first line names the columns; otherwise they are named "0", "1", ... Unless this is set, it
  /// does, and one of nothing but numbers is an error.
  std::optional<bool> header = {};
  /// The column whose texts are classes, by name or by position in the file from 0; none by default.
  std::variant<std::monostate, std::string, Index> label = {};
  /// The classes that label 0, 1, ... stand for, as `table.classes` of another file. By default those that
  /// the file holds: whole numbers by value, then texts by the alphabet.
  std::vector<std::string> classes = {};
  /// The names of columns to leave out, such as texts and dates.
  std::vector<std::string> ignore = {};
  /// Texts that stand for a missing value. As a number they become NaN where `allow_missing` is set, else
  /// they are an error, as a class they always are.
  std::vector<std::string> missing = {"",     "?",    "NA",     "N/A",     "n/a",     "#N/A",    "#N/A N/A",
                                      "#NA",  "<NA>", "NaN",    "-NaN",    "nan",     "-nan",    "NULL",
                                      "null", "None", "1.#IND", "-1.#IND", "1.#QNAN", "-1.#QNAN"};
  /// Whether missing and infinite numbers are read.
  bool allow_missing = false;
};

namespace detail {

/// A character as C++ writes it.
inline std::string character(char c) { return c == '\t' ? "'\\t'" : std::string{'\'', c, '\''}; }

/// Throws `std::invalid_argument` where one character has two meanings, or classes have no column.
inline void check_options(const CsvOptions& options) {
  const std::string used = {options.delimiter, options.decimal, options.comment, '"', '\n', '\r'};
  for (const char c : used)
    if (used.find(c) != used.rfind(c))
      throw_mismatch("read_csv", "a .delimiter, a .decimal and a .comment of their own",
                     character(c) + " twice", "a file of decimal commas mostly has .delimiter = ';'");
  if (!options.classes.empty() && std::holds_alternative<std::monostate>(options.label))
    throw_mismatch("read_csv", "a column for .classes", "none", "name it by .label");
}

/// Whether this text stands for a missing value.
inline bool is_missing(std::string_view text, const CsvOptions& options) {
  return std::find(options.missing.begin(), options.missing.end(), text) != options.missing.end();
}

}  // namespace detail

}  // namespace strata
