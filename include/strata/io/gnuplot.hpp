#pragma once

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iomanip>
#include <sstream>
#include <stdexcept>
#include <string>

#include <strata/training/history.hpp>

/// Pictures through gnuplot (http://www.gnuplot.info), where it is installed.
namespace strata {

/// Has gnuplot draw an SVG picture; false where gnuplot is not installed. Throws `std::runtime_error` where
/// the picture cannot be written or gnuplot does not understand.
inline bool draw(const std::string& path, const std::string& commands) {
  // Asked first, because a pipe to a program that is not there would end this one by a signal.
  if (std::system("gnuplot --version > /dev/null 2>&1") != 0) return false;
  if (!std::ofstream(path)) throw std::runtime_error("strata: draw: cannot write " + path);
  std::ostringstream script;
  script << "set terminal svg size 720,480 font 'sans-serif,14' background rgb 'white'\n"
         << "set output " << std::quoted(path) << '\n'
         << "set tics out nomirror\n"
         << "set grid linetype 1 linecolor rgb '#dddddd'\n"
         << commands << '\n';
  std::FILE* gnuplot = popen("gnuplot", "w");
  if (!gnuplot) return false;
  std::fputs(script.str().c_str(), gnuplot);
  if (pclose(gnuplot) != 0) throw std::runtime_error("strata: draw: gnuplot could not draw " + path);
  return true;
}

/// Draws the loss of each epoch, in training and on validation data, and the metrics beside it.
inline bool draw(const std::string& path, const History& history) {
  std::ostringstream commands;
  commands << "$history << END\n";
  for (const auto& epoch : history.epochs) {
    commands << epoch.number << ' ' << epoch.loss << ' ' << epoch.validation_loss;
    for (const double metric : epoch.metrics) commands << ' ' << metric;
    commands << '\n';
  }
  commands << "END\nset xlabel 'epoch'\nset ylabel 'loss'\nset key below\n"
           << "set datafile missing 'nan'\nset linetype 1 linecolor rgb '#0072b2'\n"
           << "set linetype 2 linecolor rgb '#d55e00'\nset linetype 3 linecolor rgb '#009e73'\n"
           << "set linetype 4 linecolor rgb '#cc79a7'\n";
  if (!history.metric_names.empty()) commands << "set ytics nomirror\nset y2tics\n";
  commands << "plot $history using 1:2 with lines linewidth 2 linetype 1 title 'training loss'";
  if (!history.epochs.empty() &&
      history.epochs.front().validation_loss == history.epochs.front().validation_loss)
    commands << ", $history using 1:3 with lines linewidth 2 linetype 2 title 'validation loss'";
  for (std::size_t i = 0; i < history.metric_names.size(); ++i)
    commands << ", $history using 1:" << 4 + i << " axes x1y2 with lines linewidth 2 linetype " << 3 + i
             << " title '" << history.metric_names[i] << " (right)'";
  return draw(path, commands.str());
}

}  // namespace strata
