#include "report.hpp"

#include <cmath>
#include <iomanip>
#include <optional>
#include <sstream>

namespace peers {

namespace {

/// The figures of one number of threads.
class Report {
 public:
  Report(std::ostream& out, const std::vector<Contestant>& contestants, const Figures& figures, int threads)
      : out_(out), contestants_(contestants), figures_(figures), threads_(threads) {}

  /// Medians in each column's unit, and how many times the yardstick's they are.
  void write_figures(const std::string& yardstick) const {
    write_table([](const Column&) { return true; },
                [&](const std::string& name, const Column& column) {
                  const double value = in_unit(*samples_per_second(name, column), column);
                  const auto measure = samples_per_second(yardstick, column, 1);
                  if (!measure) return rounded(value);
                  return rounded(value) + " (" + fixed(value / in_unit(*measure, column), 2) + ")";
                });
  }

  /// The speed of the products alone, and its share of what registers can do.
  void write_products(const std::string& limit) const {
    write_table([](const Column& column) { return column.products > 0; },
                [&](const std::string& name, const Column& column) {
                  const double value = *samples_per_second(name, column);
                  const auto peak = samples_per_second(limit, column);
                  const std::string speed = fixed(value * column.products * 1e-9, 1);
                  return peak ? speed + " (" + fixed(value / *peak, 2) + ")" : speed;
                });
  }

 private:
  std::optional<double> samples_per_second(const std::string& name, const Column& column, int threads) const {
    const auto found = figures_.find({name, column.workload, threads});
    if (found == figures_.end()) return {};
    return median(found->second);
  }
  std::optional<double> samples_per_second(const std::string& name, const Column& column) const {
    return samples_per_second(name, column, threads_);
  }

  bool has_any(const std::string& name, const std::vector<Column>& shown) const {
    return std::any_of(shown.begin(), shown.end(),
                       [&](const Column& column) { return samples_per_second(name, column).has_value(); });
  }

  std::vector<Column> columns_where(auto&& wanted) const {
    std::vector<Column> shown;
    for (const Column& column : columns)
      if (wanted(column) && std::any_of(contestants_.begin(), contestants_.end(), [&](const Contestant& c) {
            return samples_per_second(c.name, column).has_value();
          }))
        shown.push_back(column);
    return shown;
  }

  void write_table(auto&& wanted, auto&& cell) const {
    const std::vector<Column> shown = columns_where(wanted);
    out_ << "| |";
    for (const Column& column : shown) out_ << ' ' << column.title << " |";
    out_ << "\n|---|";
    for (std::size_t i = 0; i < shown.size(); ++i) out_ << "---:|";
    for (const Contestant& contestant : contestants_)
      if (has_any(contestant.name, shown)) {
        out_ << "\n| " << contestant.name << " |";
        for (const Column& column : shown)
          out_ << ' ' << (samples_per_second(contestant.name, column) ? cell(contestant.name, column) : "-")
               << " |";
      }
    out_ << "\n\n";
  }

  static double in_unit(double samples_per_second, const Column& column) {
    return column.unit == Unit::nanoseconds_per_sample ? 1e9 / samples_per_second : samples_per_second;
  }

  static std::string fixed(double value, int digits) {
    std::ostringstream text;
    text << std::fixed << std::setprecision(digits) << value;
    return text.str();
  }

  /// Three digits, because the fourth is noise.
  static std::string rounded(double value) {
    const int digits = 2 - static_cast<int>(std::floor(std::log10(value)));
    const double scale = std::pow(10, digits);
    return fixed(std::round(value * scale) / scale, std::max(0, digits));
  }

  std::ostream& out_;
  const std::vector<Contestant>& contestants_;
  const Figures& figures_;
  int threads_;
};

}  // namespace

void write_report(std::ostream& out, const std::vector<Contestant>& contestants, const Figures& figures,
                  const std::string& yardstick, const std::string& limit) {
  const Report one(out, contestants, figures, 1), two(out, contestants, figures, 2);
  out << "## One thread\n\nIn parentheses: how many times the figure \"" << yardstick
      << "\", so of ns the smaller is the better, of samples/s the larger.\n\n";
  one.write_figures(yardstick);
  out << "## Two threads\n\nIn parentheses: how many times the figure \"" << yardstick
      << "\" on one thread.\n\n";
  two.write_figures(yardstick);
  out << "## Products\n\nGFLOP/s, counting the products that a sample needs and nothing else, and in "
         "parentheses "
         "their share of the FMA peak.\nOne thread:\n\n";
  one.write_products(limit);
  out << "Two threads:\n\n";
  two.write_products(limit);
  out << "## Remarks\n\n";
  for (const Contestant& contestant : contestants)
    out << "- " << contestant.name << ": " << contestant.remark << ".\n";
}

}  // namespace peers
