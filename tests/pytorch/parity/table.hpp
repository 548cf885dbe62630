#pragma once

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <iomanip>
#include <limits>
#include <ostream>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace parity {

/// The tolerance of everything that is no statistic.
template <class Scalar>
inline constexpr double tolerance = std::is_same_v<Scalar, double> ? 1e-10 : 1e-5;

template <class Scalar>
inline constexpr const char* scalar_name = std::is_same_v<Scalar, double> ? "double" : "float";

/// One line of the table: by how much a case differs from PyTorch, and where it differs most.
class Row {
 public:
  Row(std::string name, std::string scalar, double tolerance)
      : name_(std::move(name)), scalar_(std::move(scalar)), tolerance_(tolerance) {}

  /// Takes the largest |a - b| / max(1, |b|): an absolute error for small numbers, a relative one for large.
  template <class A, class B>
  void compare(const std::string& what, const A& a, const B& b) {
    if (a.rows() != b.rows() || a.cols() != b.cols()) return take("the shape of " + what, infinity);
    const Eigen::ArrayXXd got = a.template cast<double>(), expected = b.template cast<double>();
    const Eigen::ArrayXXd errors = (got - expected).abs() / expected.abs().max(1.0);
    if (errors.size() > 0) take(what, errors.maxCoeff<Eigen::PropagateNaN>());
  }

  /// NaN is an infinite difference.
  void take(const std::string& what, double difference) {
    if (std::isnan(difference)) difference = infinity;
    if (!where_.empty() && difference <= difference_) return;
    difference_ = difference;
    where_ = what;
  }

  /// The difference over what is allowed; infinite where nothing was compared.
  double ratio() const { return where_.empty() ? infinity : difference_ / tolerance_; }

  bool holds() const { return ratio() <= 1; }

  friend std::ostream& operator<<(std::ostream& out, const Row& row) {
    return out << "| " << row.name_ << " | " << row.scalar_ << " | " << row.difference_
               << (row.holds() ? "" : " (too much)") << " | " << row.where_ << " | " << row.tolerance_
               << " |\n";
  }

 private:
  static constexpr double infinity = std::numeric_limits<double>::infinity();

  std::string name_, scalar_;
  double tolerance_;
  double difference_ = 0;
  std::string where_ = "";
};

/// All lines; streams as a Markdown table with a summary.
class Table {
 public:
  void add(const Row& row) { rows_.push_back(row); }

  bool holds() const {
    return !rows_.empty() &&
           std::all_of(rows_.begin(), rows_.end(), [](const Row& row) { return row.holds(); });
  }

  friend std::ostream& operator<<(std::ostream& out, const Table& table) {
    double worst = 0;
    Eigen::Index failed = 0;
    out << std::setprecision(2)
        << "| case | scalar | worst difference | in | tolerance |\n|---|---|---|---|---|\n";
    for (const Row& row : table.rows_) {
      out << row;
      worst = std::max(worst, row.ratio());
      failed += row.holds() ? 0 : 1;
    }
    return out << '\n'
               << table.rows_.size() << " comparisons, " << failed
               << " out of tolerance; the worst difference is " << worst << " of its tolerance\n";
  }

 private:
  std::vector<Row> rows_;
};

}  // namespace parity
