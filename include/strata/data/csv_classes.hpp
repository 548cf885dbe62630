#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

#include <strata/core/text.hpp>
#include <strata/data/csv_numbers.hpp>
#include <strata/data/csv_options.hpp>
#include <strata/data/csv_records.hpp>

namespace strata::detail {

/// A class of a table: a whole number, however it is written (1, +1, 1.0), or a text.
struct CsvClass {
  CsvClass(const std::string& text, char decimal) : name(text) {
    double number = 0;
    if (!read_finite(text, decimal, number) || std::abs(number) >= 0x1p53 || number != std::trunc(number))
      return;
    is_text = false;
    value = static_cast<std::int64_t>(number);
    name = to_text(value);
  }

  /// Whole numbers by value, then texts by the alphabet.
  bool operator<(const CsvClass& other) const {
    return std::tie(is_text, value, name) < std::tie(other.is_text, other.value, other.name);
  }

  bool is_text = true;
  std::int64_t value = 0;
  std::string name;
};

/// The classes of a label column: those of `CsvOptions::classes`, or those that the cells hold.
class CsvClasses {
 public:
  explicit CsvClasses(const CsvOptions& options) : options_(options) {
    for (const std::string& text : options.classes) {
      const auto known = static_cast<int>(classes_.size());
      if (add(CsvClass(text, options.decimal)) != known)
        throw_mismatch("read_csv", "each of the .classes once", shown(text) + " twice", "leave one out");
    }
  }

  /// The number of the class in a cell of the latest record.
  int read(const CsvCell& cell, const CsvRecords& records, const std::string& column) {
    CsvClass found(cell.plain(), options_.decimal);
    if (const auto known = numbers_.find(found.name); known != numbers_.end()) return known->second;
    if (cell.text.empty() || is_missing(cell.text, options_)) throw_missing(cell, records, column);
    if (!options_.classes.empty())
      throw_bad_file(records.file(), records.where(), "one of the .classes in column " + shown(column),
                     shown(cell.text));
    return add(std::move(found));
  }

  /// The classes in their order, by which the labels that were read are numbered anew.
  std::vector<std::string> finish(std::vector<int>& labels) const {
    if (!options_.classes.empty()) return options_.classes;
    std::vector<std::size_t> order(classes_.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return classes_[a] < classes_[b]; });
    std::vector<std::string> names;
    std::vector<int> positions(order.size());
    for (const std::size_t number : order) {
      positions[number] = static_cast<int>(names.size());
      names.push_back(classes_[number].name);
    }
    for (int& label : labels) label = positions[static_cast<std::size_t>(label)];
    return names;
  }

 private:
  [[noreturn]] static void throw_missing(const CsvCell& cell, const CsvRecords& records,
                                         const std::string& column) {
    const std::string expected = "a class in column " + shown(column), advice = "; leave such lines out";
    if (cell.text.empty())
      throw_bad_file(records.file(), records.where(), expected, "an empty cell" + advice);
    throw_bad_file(
        records.file(), records.where(), expected,
        "the missing value " + shown(cell.text) + advice + ", or take it from .missing if it is a class");
  }

  /// The number of a class, which may be new.
  int add(CsvClass added) {
    const auto [place, is_new] = numbers_.try_emplace(added.name, static_cast<int>(classes_.size()));
    if (is_new) classes_.push_back(std::move(added));
    return place->second;
  }

  const CsvOptions& options_;
  std::vector<CsvClass> classes_;  // as they came
  std::unordered_map<std::string, int> numbers_;
};

}  // namespace strata::detail
