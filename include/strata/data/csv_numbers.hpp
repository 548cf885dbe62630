#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include <strata/core/text.hpp>
#include <strata/data/csv_options.hpp>
#include <strata/data/csv_records.hpp>

namespace strata::detail {

/// Reads a finite number after a decimal comma or another sign for it.
[[gnu::noinline]] inline bool read_with_decimal(std::string_view cell, char decimal, double& number) {
  if (cell.find('.') != std::string_view::npos) return false;
  std::string with_point(cell);
  std::replace(with_point.begin(), with_point.end(), decimal, '.');
  return read_number(with_point, number);
}

/// Reads a finite number; a plus may stand before it. `number` is undefined where there is none.
inline bool read_finite(std::string_view cell, char decimal, double& number) {
  if (cell.starts_with('+') && !cell.starts_with("+-")) cell.remove_prefix(1);
  const bool is_read = decimal == '.' ? read_number(cell, number) : read_with_decimal(cell, decimal, number);
  return is_read && std::isfinite(number);
}

/// What besides `delimiter` seems to part columns in a cell: `;`, a tab, `|`, a comma, or blanks between
/// numbers; `'\0'` where nothing does.
inline char likely_delimiter(const CsvCell& cell, char delimiter) {
  if (cell.is_quoted) return '\0';
  for (const char c : {';', '\t', '|', ','})
    if (c != delimiter && cell.text.find(c) != std::string_view::npos) return c;
  Index numbers = 0, texts = 0;
  double number = 0;
  for (std::string_view rest = cell.text; !rest.empty(); rest = trimmed(rest)) {
    const std::size_t size = std::min(rest.find_first_of(" \t"), rest.size());
    ++(read_finite(rest.substr(0, size), '.', number) ? numbers : texts);
    rest.remove_prefix(size);
  }
  return numbers > 1 && texts < 2 ? ' ' : '\0';
}

/// Reads the numbers of a table: finite ones, TRUE and FALSE as 1 and 0, and what `allow_missing` allows.
class CsvNumbers {
 public:
  explicit CsvNumbers(const CsvOptions& options) : options_(options) {
    double number = 0;
    for (const std::string& text : options.missing)
      if (read_finite(text, options.decimal, number)) missing_numbers_.push_back(text);
  }

  /// The number in a cell of the latest record.
  double read(const CsvCell& cell, const CsvRecords& records, const std::string& column) const {
    double number = 0;
    if (read_finite(cell.text, options_.decimal, number) && !is_missing_number(cell.text)) return number;
    return read_word(cell, records, column);
  }

 private:
  bool is_missing_number(std::string_view text) const {
    return std::find(missing_numbers_.begin(), missing_numbers_.end(), text) != missing_numbers_.end();
  }

  [[gnu::noinline]] double read_word(const CsvCell& cell, const CsvRecords& records,
                                     const std::string& column) const {
    if (is_missing(cell.text, options_)) {
      check_allowed("a number", "the missing value ", cell, records, column);
      return std::numeric_limits<double>::quiet_NaN();
    }
    std::string word(cell.text.substr(0, 16));
    for (char& c : word)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (word == "true") return 1;
    if (word == "false") return 0;
    const bool is_negative = word.starts_with('-');
    if (is_negative || word.starts_with('+')) word.erase(0, 1);
    if (word != "inf" && word != "infinity")
      throw_bad_file(records.file(), records.where(column), "a number",
                     shown(cell.text) + advice(cell, records, column));
    check_allowed("a finite number", "", cell, records, column);
    return is_negative ? -HUGE_VAL : HUGE_VAL;
  }

  void check_allowed(const std::string& expected, const std::string& kind, const CsvCell& cell,
                     const CsvRecords& records, const std::string& column) const {
    if (!options_.allow_missing)
      throw_bad_file(records.file(), records.where(column), expected + ", or .allow_missing = true",
                     kind + shown(cell.text));
  }

  /// What may read a cell that is no number: "; " and the option, or nothing.
  std::string advice(const CsvCell& cell, const CsvRecords& records, const std::string& column) const {
    double number = 0;
    for (const char decimal : {'.', ','})
      if (read_finite(cell.text, decimal, number)) return "; pass .decimal = " + character(decimal);
    if (const char found = likely_delimiter(cell, records.delimiter()); found != '\0')
      return "; pass .delimiter = " + character(found) + " if it parts the columns";
    if (cell.text.starts_with('#')) return "; pass .comment = '#' if this line is a comment";
    if (records.count() == 1) return "; leave .header = false out if this line names the columns";
    if (records.count() == 2)
      return "; .ignore = {" + shown(column) + "} leaves a column of texts out, .label reads it as classes";
    return "";
  }

  const CsvOptions& options_;
  std::vector<std::string> missing_numbers_;
};

}  // namespace strata::detail
