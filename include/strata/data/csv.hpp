#pragma once

#include <Eigen/Core>
#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <strata/core/error.hpp>
#include <strata/data/bytes.hpp>
#include <strata/data/csv_classes.hpp>
#include <strata/data/csv_columns.hpp>
#include <strata/data/csv_numbers.hpp>
#include <strata/data/csv_options.hpp>
#include <strata/data/csv_records.hpp>
#include <strata/data/file_kind.hpp>
#include <strata/data/large_pages.hpp>
#include <strata/data/read_file.hpp>

namespace strata {

/// A table of numbers, and of classes where a label column was named.
struct Table {
  std::vector<std::string> names;    ///< Of the columns of numbers.
  Eigen::MatrixXd values;            ///< Features (columns of the file) x samples (its lines).
  Eigen::RowVectorXi labels;         ///< The class of each sample, as a position in `classes`.
  std::vector<std::string> classes;  ///< As `CsvOptions::classes` says.

  /// The columns of these names, in their order. Throws `std::invalid_argument` for a name that is not there
  /// or that several columns have.
  Eigen::MatrixXd columns(const std::vector<std::string>& wanted) const {
    Eigen::MatrixXd selected(static_cast<Index>(wanted.size()), values.cols());
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      const auto found = std::find(names.begin(), names.end(), wanted[i]);
      if (std::count(names.begin(), names.end(), wanted[i]) != 1)
        detail::fail<std::invalid_argument>("strata: Table: expected the name of " +
                                            std::string(found == names.end() ? "a" : "one") +
                                            " column, got " + detail::shown(wanted[i]));
      selected.row(static_cast<Index>(i)) = values.row(found - names.begin());
    }
    return selected;
  }
};

namespace detail {

/// Throws where a text is another kind of file, judged by its first bytes.
inline void check_is_table(std::string_view text, std::string_view file) {
  refuse_known_kind(text, file, "a table as text");
  if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff"))
    throw_bad_file(file, "byte 0", "a table as text in UTF-8", "what seems to be UTF-16; save it as UTF-8");
}

/// Makes room for as many samples as there will be if the lines to come are as long as those before.
inline void reserve_samples(Eigen::MatrixXd& values, Index features, Index samples,
                            const CsvRecords& records) {
  const double to_come = static_cast<double>(samples) * records.ratio_to_come();
  values.conservativeResize(features, samples + samples / 16 + 16 + static_cast<Index>(to_come));
  prefer_large_pages(values.data(), static_cast<std::size_t>(values.size()) * sizeof(double));
}

}  // namespace detail

/// The table that a CSV text holds. `file` names it in errors. Throws `std::runtime_error` with the line,
/// what was expected and what was found, and `std::invalid_argument` for options that contradict themselves.
inline Table parse_csv(std::string_view text, std::string_view file, const CsvOptions& options = {}) {
  using namespace detail;
  check_options(options);
  check_is_table(text, file);
  CsvRecords records(text, file, options.delimiter, options.comment);
  if (records.delimiter() == options.decimal)
    throw_bad_file(file, "line 1", "a delimiter that is not .decimal", character(options.decimal));
  const CsvColumns columns(records, options);
  const CsvNumbers numbers(options);
  CsvClasses classes(options);

  Table table;
  table.names = columns.names_of_numbers();
  const auto features = static_cast<Index>(table.names.size());
  std::vector<int> labels;
  std::vector<CsvCell> cells;
  Index samples = 0;
  for (; records.next(cells); ++samples) {
    columns.complete(cells, records);
    if (samples == table.values.cols()) reserve_samples(table.values, features, samples, records);
    double* number = table.values.data() + samples * features;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (columns.role(i) == CsvRole::number)
        *number++ = numbers.read(cells[i], records, columns.name(i));
      else if (columns.role(i) == CsvRole::label)
        labels.push_back(classes.read(cells[i], records, columns.name(i)));
    }
  }
  if (samples == 0) throw_bad_file(file, "line 2", "at least one line of numbers", "the end");
  table.values.conservativeResize(features, samples);
  table.classes = classes.finish(labels);
  table.labels = Eigen::Map<const Eigen::RowVectorXi>(labels.data(), static_cast<Index>(labels.size()));
  return table;
}

/// Reads a table of numbers from a CSV file, one sample in a line: `read_csv("iris.csv", {.label =
/// "species"})`.
///
/// TRUE and FALSE are 1 and 0. Left out are the names of rows, in a first column without a name or one that
/// the header is short of, a delimiter that ends each line, and blank lines, but those within a table of one
/// column are missing values.
///
/// Throws `std::runtime_error` with the line, what was expected and what was found; see `parse_csv`.
inline Table read_csv(const std::string& path, const CsvOptions& options = {}) {
  return parse_csv(detail::read_file(path), path, options);
}

}  // namespace strata
