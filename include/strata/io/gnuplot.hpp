#pragma once

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include <strata/core/system_error.hpp>
#include <strata/io/gnuplot_script.hpp>
#include <strata/training/history.hpp>

/// Pictures through gnuplot (http://www.gnuplot.info), where it is installed.
namespace strata {

/// Has gnuplot draw an SVG picture; false where gnuplot is not installed. Throws `std::runtime_error` where
/// the picture cannot be written or gnuplot does not understand.
///
/// Gnuplot runs what stands in the commands, programs too: keep text of others out of them.
inline bool draw(const std::string& path, const std::string& commands) {
  if (!detail::has_gnuplot()) return false;
  if (!std::ofstream(path)) detail::throw_system_error(path, "be written");
  // An absolute path does not begin with a bar, which gnuplot would take for a pipe to a command.
  const std::string output = detail::quoted_for_gnuplot(std::filesystem::absolute(path).string());
  const std::string style =
      "set encoding utf8\nset micro\nset tics out nomirror\nset grid linetype 1 linecolor rgb '#dddddd'\n";
  if (!detail::run_gnuplot(detail::svg_terminal(720, 480) + "set output " + output + '\n' + style + commands +
                           '\n'))
    detail::fail<std::runtime_error>("strata: draw: gnuplot could not draw " + path);
  return true;
}

/// Draws the loss of each epoch, in training and on validation data, the metrics on an axis of their own, and
/// which epoch was the best.
inline bool draw(const std::string& path, const History& history) {
  using detail::to_text, detail::curve;
  const auto count = static_cast<Index>(history.epochs.size());
  const std::vector<std::string>& metrics = history.metric_names;
  std::string commands = "$data << END\n";
  detail::Span losses, figures;
  for (const auto& epoch : history.epochs) {
    commands += to_text(epoch.number) + ' ' + to_text(epoch.loss) + ' ' + to_text(epoch.validation_loss);
    losses.add(epoch.loss);
    losses.add(epoch.validation_loss);
    for (const double metric : epoch.metrics) {
      commands += ' ' + to_text(metric);
      figures.add(metric);
    }
    commands += '\n';
  }
  commands += "END\n" + detail::curve_axes("epoch", count, losses);
  if (history.best_epoch > 0 && count > 1) commands += detail::best_epoch_mark(history.best_epoch, count);
  if (!metrics.empty())
    commands += detail::room_around("y2", figures) + "set ytics nomirror\nset y2tics\nset y2label " +
                detail::quoted_for_gnuplot(metrics.size() == 1 ? metrics[0] : "metrics") + " noenhanced\n";
  commands += "plot " + curve("1:2", 1, "training loss", count);
  if (count > 0 && !std::isnan(history.epochs.front().validation_loss))
    commands += ", " + curve("1:3", 2, "validation loss", count);
  for (std::size_t i = 0; i < metrics.size(); ++i)
    commands += ", " + curve("1:" + to_text(i + 4) + " axes x1y2", static_cast<Index>(i) + 3,
                             metrics[i] + " (right)", count);
  return draw(path, commands);
}

/// Draws the losses of a training loop of your own, step by step.
inline bool draw(const std::string& path, const std::vector<double>& losses) {
  const auto count = static_cast<Index>(losses.size());
  std::string commands = "$data << END\n";
  detail::Span span;
  for (std::size_t i = 0; i < losses.size(); ++i) {
    commands += detail::to_text(i + 1) + ' ' + detail::to_text(losses[i]) + '\n';
    span.add(losses[i]);
  }
  return draw(path, commands + "END\n" + detail::curve_axes("step", count, span) + "unset key\nplot " +
                        detail::curve("1:2", 1, "", count));
}

/// Draws what `ConfusionMatrix` counts, true classes in rows: each cell is shaded by its share of the row, so
/// that a dark diagonal is good whatever the sizes of the classes. Classes without a name are called by their
/// number; one column more holds samples for which the network chose none.
inline bool draw(const std::string& path, const Eigen::MatrixXi& confusion,
                 std::vector<std::string> classes = {}) {
  using detail::to_text;
  if (confusion.rows() == 0)
    detail::throw_mismatch("draw", "a confusion matrix of at least one class", "an empty one",
                           "evaluate it on a data set first");
  for (auto i = static_cast<Index>(classes.size()); i < confusion.rows(); ++i) classes.push_back(to_text(i));
  std::vector<std::string> chosen = classes;
  if (confusion.cols() > confusion.rows()) chosen.push_back("none");
  std::size_t longest = 0;
  for (const std::string& name : chosen) longest = std::max(longest, name.size());
  std::string commands = "$data << END\n";
  for (Index row = 0; row < confusion.rows(); ++row)
    for (Index column = 0; column < confusion.cols(); ++column) {
      const int count = confusion(row, column), all = std::max(1, confusion.row(row).sum());
      commands += to_text(column) + ' ' + to_text(row) + ' ' + to_text(count) + ' ' +
                  to_text(static_cast<double>(count) / all) + '\n';
    }
  commands += "END\n" + detail::class_axes(confusion.rows(), confusion.cols(), static_cast<Index>(longest));
  commands +=
      detail::class_tics("x", chosen) + detail::class_tics("y", classes) + R"(set xtics rotate by 45 right
set xlabel 'predicted class'
set ylabel 'true class'
unset grid
unset colorbox
set cbrange [0:1]
set palette defined (0 '#ffffff', 1 '#0072b2')
plot $data using 1:2:4 with image pixels notitle)";
  const bool has_room_for_numbers = confusion.rows() <= 25;
  if (has_room_for_numbers)
    commands +=
        ", $data using 1:2:(sprintf('%d', $3)):($4 > 0.6 ? 0xffffff : 0x333333) with labels font ',12' "
        "textcolor rgb variable notitle";
  return draw(path, commands);
}

}  // namespace strata
