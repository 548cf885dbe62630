#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <strata/data/bytes.hpp>
#include <strata/data/csv_numbers.hpp>
#include <strata/data/csv_options.hpp>
#include <strata/data/csv_records.hpp>

namespace strata::detail {

/// What the cells of a column are.
enum class CsvRole { number, label, ignored };

/// The columns of a table. Besides those of `CsvOptions::ignore`, two are ignored: a first one without a
/// name, which holds the names of rows (where the header is one name short, as R writes it, it is that one),
/// and a last one without anything, which lies behind a delimiter at the end of each line.
class CsvColumns {
 public:
  /// Takes the header from `records`, which are the samples then.
  CsvColumns(CsvRecords& records, const CsvOptions& options) {
    const CsvRecords beginning = records;
    std::vector<CsvCell> first;
    if (!records.next(first)) throw_bad_file(records.file(), "line 1", "a table", "an empty file");
    check_delimiter(first, records);
    const bool has_header = options.header.value_or(true);
    if (!options.header) check_header(first, records, options);
    for (std::size_t i = 0; i < first.size(); ++i)
      names_.push_back(has_header ? first[i].plain() : std::to_string(i));
    where_ = records.where();
    if (!has_header) records = beginning;
    find_nameless(has_header, first.back().is_void(), records);
    if (names_.size() == 1) records.keep_blank_lines();
    for (const std::string& name : options.ignore) roles_[position(name, records.file())] = CsvRole::ignored;
    if (const auto* name = std::get_if<std::string>(&options.label))
      roles_[position(*name, records.file())] = CsvRole::label;
    else if (const auto* number = std::get_if<Index>(&options.label))
      roles_[position(*number, records)] = CsvRole::label;
  }

  std::size_t size() const { return names_.size(); }
  const std::string& name(std::size_t i) const { return names_[i]; }
  CsvRole role(std::size_t i) const { return roles_[i]; }

  /// The names of the columns of numbers.
  std::vector<std::string> names_of_numbers() const {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < size(); ++i)
      if (role(i) == CsvRole::number) names.push_back(name(i));
    return names;
  }

  /// Makes the cells of the latest record as many as there are columns, or throws.
  void complete(std::vector<CsvCell>& cells, const CsvRecords& records) const {
    if (may_lack_last_ && cells.size() + 1 == size()) cells.emplace_back();
    if (cells.size() != size()) throw_size(cells, records);
  }

 private:
  static void check_delimiter(const std::vector<CsvCell>& first, const CsvRecords& records) {
    const char found = first.size() == 1 ? likely_delimiter(first[0], records.delimiter()) : '\0';
    if (found != '\0')
      throw_bad_file(records.file(), records.where(), character(records.delimiter()) + " between columns",
                     character(found) + "; pass .delimiter = " + character(found) + ", or quote the text");
  }

  /// Throws where the first record is a sample, rather than names.
  static void check_header(const std::vector<CsvCell>& first, const CsvRecords& records,
                           const CsvOptions& options) {
    const auto* label = std::get_if<Index>(&options.label);
    bool has_number = false;
    for (std::size_t i = 0; i < first.size(); ++i) {
      double number = 0;
      if (label && *label == static_cast<Index>(i)) continue;
      if (read_finite(first[i].text, options.decimal, number))
        has_number = true;
      else if (!is_missing(first[i].text, options))
        return;
    }
    if (has_number)
      throw_bad_file(records.file(), records.where(), "the names of columns",
                     "numbers; pass .header = false if they are a sample, .header = true if they are names");
  }

  /// Finds the columns of row names and behind a last delimiter, and gives every column its role.
  void find_nameless(bool has_header, bool is_last_void, const CsvRecords& records) {
    CsvRecords ahead = records;
    std::vector<CsvCell> cells;
    const bool is_header_short =
        has_header && !names_[0].starts_with('#') && ahead.next(cells) && cells.size() == names_.size() + 1;
    if (is_header_short || is_last_void)  // never of a single column: a first line without anything is blank
      may_lack_last_ = is_void_after(names_.size() - (is_header_short ? 0 : 1), records);
    if (is_header_short) names_.insert(may_lack_last_ ? names_.end() : names_.begin(), "");
    roles_.resize(names_.size(), CsvRole::number);
    if (may_lack_last_) roles_.back() = CsvRole::ignored;
    if (has_header && names_.size() > 1 && names_[0].empty()) roles_[0] = CsvRole::ignored;
  }

  /// Whether no record has anything after its first `size` cells.
  static bool is_void_after(std::size_t size, CsvRecords records) {
    std::vector<CsvCell> cells;
    while (records.next(cells))
      if (cells.size() > size && !cells.back().is_void()) return false;
    return true;
  }

  std::size_t position(const std::string& name, std::string_view file) const {
    const auto found = std::find(names_.begin(), names_.end(), name);
    if (found == names_.end())
      throw_bad_file(file, where_, "a column named " + shown(name), "only " + list_of_names());
    if (std::find(found + 1, names_.end(), name) != names_.end())
      throw_bad_file(file, where_, "one column named " + shown(name), "several; choose one by its position");
    return static_cast<std::size_t>(found - names_.begin());
  }

  std::size_t position(Index number, const CsvRecords& records) const {
    if (number < 0 || number >= static_cast<Index>(size()))
      throw_bad_file(records.file(), where_, "a label column below " + std::to_string(size()),
                     std::to_string(number) + "; " + character(records.delimiter()) + " parts the columns");
    return static_cast<std::size_t>(number);
  }

  std::string list_of_names() const {
    constexpr std::size_t most = 8;
    std::string list;
    for (std::size_t i = 0; i < std::min(size(), most); ++i) list += (i > 0 ? ", " : "") + shown(name(i));
    return list + (size() > most ? ", ..." : "");
  }

  [[noreturn, gnu::noinline]] void throw_size(const std::vector<CsvCell>& cells,
                                              const CsvRecords& records) const {
    std::string got = std::to_string(cells.size());
    if (names_[0].starts_with('#') || cells[0].text.starts_with('#'))
      got += "; pass .comment = '#' if that begins comments";
    else if (cells.size() < size())
      got += "; a missing value is an empty cell, which .allow_missing = true reads";
    throw_bad_file(records.file(), records.where(), std::to_string(size()) + " fields", got);
  }

  std::vector<std::string> names_;
  std::vector<CsvRole> roles_;
  std::string where_;  // of the names
  bool may_lack_last_ = false;
};

}  // namespace strata::detail
