#pragma once

#include <Eigen/Core>
#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <strata/data/bytes.hpp>

namespace strata {

/// How `read_csv` reads.
struct CsvOptions {
  char delimiter = ',';
  /// Whether the first line names the columns; otherwise they are named "0", "1", ...
  bool header = true;
  /// The column whose texts are classes, by name or by position from 0; none by default.
  std::variant<std::monostate, std::string, Index> label = {};
  /// Texts that stand for a missing number; they become NaN where `allow_missing` is set, else an error.
  std::vector<std::string> missing = {"", "NA", "NaN", "nan", "?"};
  bool allow_missing = false;
};

/// A table of numbers, and of classes where a label column was named.
struct Table {
  std::vector<std::string> names;    ///< Of the columns of numbers.
  Eigen::MatrixXd values;            ///< Features (columns of the file) x samples (its lines).
  Eigen::RowVectorXi labels;         ///< The class of each sample, as a position in `classes`.
  std::vector<std::string> classes;  ///< In the order in which they first appear.

  /// The columns of these names, in their order. Throws `std::invalid_argument` for a name that is not there.
  Eigen::MatrixXd columns(const std::vector<std::string>& wanted) const {
    Eigen::MatrixXd selected(static_cast<Index>(wanted.size()), values.cols());
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      const auto found = std::find(names.begin(), names.end(), wanted[i]);
      if (found == names.end())
        throw std::invalid_argument("strata: Table: expected the name of a column, got " +
                                    detail::shown(wanted[i]));
      selected.row(static_cast<Index>(i)) = values.row(found - names.begin());
    }
    return selected;
  }
};

namespace detail {

/// Takes one record after the other from CSV (RFC 4180): fields may be quoted, and then hold delimiters, line
/// ends and doubled quotes.
class CsvRecords {
 public:
  CsvRecords(std::string_view text, std::string_view file, char delimiter)
      : rest_(text), file_(file), delimiter_(delimiter) {
    if (rest_.starts_with("\xef\xbb\xbf"))
      rest_.remove_prefix(3);  // a byte order mark, as some programs write it
  }

  /// Reads the next record that is not empty to `fields`; false at the end.
  bool next(std::vector<std::string>& fields) {
    do {
      if (rest_.empty()) return false;
      line_ = next_line_;
      fields.clear();
      do fields.push_back(field());
      while (take(delimiter_));
      end_line();
    } while (fields.size() == 1 && fields[0].empty());
    return true;
  }

  /// "line 3".
  std::string where() const { return "line " + std::to_string(line_); }

 private:
  bool take(char c) {
    if (rest_.empty() || rest_[0] != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  std::string field() {
    if (take('"')) return quoted();
    const char ends[] = {delimiter_, '\n', '\r'};
    const std::size_t end = std::min(rest_.find_first_of(std::string_view(ends, 3)), rest_.size());
    std::string text(rest_.substr(0, end));
    rest_.remove_prefix(end);
    return text;
  }

  std::string quoted() {
    std::string text;
    do {
      const std::size_t end = rest_.find('"');
      if (end == std::string_view::npos) throw_bad_file(file_, where(), "a closing quote", "the end");
      text.append(rest_.substr(0, end));
      next_line_ += std::count(rest_.begin(), rest_.begin() + static_cast<std::ptrdiff_t>(end), '\n');
      rest_.remove_prefix(end + 1);
      if (rest_.starts_with('"')) text += '"';
    } while (take('"'));
    return text;
  }

  void end_line() {
    const bool carriage_return = take('\r');
    if (!take('\n') && !carriage_return && !rest_.empty())
      throw_bad_file(file_, where(), "a delimiter or the end of the line after a quoted field", shown(rest_));
    ++next_line_;
  }

  std::string_view rest_, file_;
  char delimiter_;
  Index line_ = 0, next_line_ = 1;
};

/// The position of the label column, or the number of columns where there is none.
inline std::size_t label_position(const CsvOptions& options, const std::vector<std::string>& names,
                                  std::string_view file) {
  if (const auto* name = std::get_if<std::string>(&options.label)) {
    const auto found = std::find(names.begin(), names.end(), *name);
    if (found == names.end())
      throw_bad_file(file, "line 1", "a column named " + shown(*name), "none of that name");
    return static_cast<std::size_t>(found - names.begin());
  }
  if (const auto* position = std::get_if<Index>(&options.label)) {
    if (*position < 0 || *position >= static_cast<Index>(names.size()))
      throw_bad_file(file, "line 1", "a label column below " + std::to_string(names.size()),
                     std::to_string(*position));
    return static_cast<std::size_t>(*position);
  }
  return names.size();
}

/// A cell without the blanks around it.
inline std::string_view trimmed(std::string_view cell) {
  while (cell.starts_with(' ')) cell.remove_prefix(1);
  while (cell.ends_with(' ')) cell.remove_suffix(1);
  return cell;
}

/// The number that a cell holds, NaN where it is missing.
inline double csv_number(std::string_view cell, const CsvOptions& options, std::string_view file,
                         const std::string& where) {
  cell = trimmed(cell);
  if (std::find(options.missing.begin(), options.missing.end(), cell) != options.missing.end()) {
    if (!options.allow_missing)
      throw_bad_file(file, where, "a number, or .allow_missing = true", "the missing value " + shown(cell));
    return std::numeric_limits<double>::quiet_NaN();
  }
  const std::string_view digits = cell.starts_with('+') && !cell.starts_with("+-") ? cell.substr(1) : cell;
  double number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc{} || end != digits.data() + digits.size() || !std::isfinite(number))
    throw_bad_file(file, where, "a number", shown(cell));
  return number;
}

}  // namespace detail

/// The table that a CSV text holds. `file` names it in errors. Throws `std::runtime_error` with the line,
/// what was expected and what was found.
inline Table parse_csv(std::string_view text, std::string_view file, const CsvOptions& options = {}) {
  using namespace detail;
  CsvRecords records(text, file, options.delimiter);
  std::vector<std::string> fields;
  if (!records.next(fields)) throw_bad_file(file, "line 1", "a table", "an empty file");
  std::vector<std::string> names = fields;
  if (!options.header)
    for (std::size_t i = 0; i < names.size(); ++i) names[i] = std::to_string(i);
  const std::size_t label = label_position(options, names, file);

  Table table;
  for (std::size_t i = 0; i < names.size(); ++i)
    if (i != label) table.names.push_back(names[i]);
  std::vector<double> numbers;
  std::vector<int> labels;
  Index samples = 0;
  for (bool more = !options.header || records.next(fields); more; more = records.next(fields)) {
    if (fields.size() != names.size())
      throw_bad_file(file, records.where(), std::to_string(names.size()) + " fields",
                     std::to_string(fields.size()));
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (i != label) {
        numbers.push_back(
            csv_number(fields[i], options, file, records.where() + ", column " + shown(names[i])));
        continue;
      }
      const std::string name(trimmed(fields[i]));
      if (name.empty())
        throw_bad_file(file, records.where(), "a class in column " + shown(names[i]), "an empty cell");
      auto found = std::find(table.classes.begin(), table.classes.end(), name);
      if (found == table.classes.end()) found = table.classes.insert(found, name);
      labels.push_back(static_cast<int>(found - table.classes.begin()));
    }
    ++samples;
  }
  if (samples == 0) throw_bad_file(file, "line 2", "at least one line of numbers", "the end");
  table.values =
      Eigen::Map<const Eigen::MatrixXd>(numbers.data(), static_cast<Index>(table.names.size()), samples);
  table.labels = Eigen::Map<const Eigen::RowVectorXi>(labels.data(), static_cast<Index>(labels.size()));
  return table;
}

/// Reads a table of numbers from a CSV file, one sample in a line: `read_csv("iris.csv", {.label =
/// "species"})`.
///
/// Throws `std::runtime_error` with the line, what was expected and what was found; see `parse_csv`.
inline Table read_csv(const std::string& path, const CsvOptions& options = {}) {
  return parse_csv(detail::read_file(path), path, options);
}

}  // namespace strata
