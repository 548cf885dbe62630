#pragma once

#include <ostream>
#include <sstream>
#include <string>
#include <vector>

#include <strata/io/gnuplot.hpp>

#include "sweep.hpp"

namespace scaling {

/// The rows as text, time in seconds and memory in bytes: measured and model, training and then inference.
inline void write(std::ostream& out, const std::vector<Row>& rows) {
  for (const auto& [x, training, inference] : rows) {
    out << x;
    for (const Figure* figure : {&training, &inference})
      out << ' ' << figure->measured.seconds << ' ' << figure->model.seconds << ' ' << figure->measured.memory
          << ' ' << figure->model.memory;
    out << '\n';
  }
}

/// Time and memory side by side: points are measured, lines are the model. False where there is no gnuplot.
inline bool draw(const std::string& path, const Sweep& sweep, const std::vector<Row>& rows) {
  std::ostringstream commands;
  commands << "$rows << END\n";
  write(commands, rows);
  commands << "END\nset xlabel '" << sweep.name << "'\nset xtics " << rows.front().x << ", "
           << (1 << (rows.size() - 1) / 4) << '\n'
           << "set multiplot layout 1,2 title '" << sweep.title << "'"
           << R"(
set border 3
set logscale x 2
set logscale y
set key top left reverse Left samplen 1.5
set linetype 1 linecolor rgb '#0072b2' linewidth 2
set linetype 2 linecolor rgb '#d55e00' linewidth 2
set ylabel 'time' offset 1
set format y '%.0s %cs'
plot $rows using 1:2 with points linetype 1 pointtype 7 pointsize 0.6 title 'training step', \
     $rows using 1:6 with points linetype 2 pointtype 5 pointsize 0.6 title 'inference', \
     $rows using 1:3 with lines linetype 1 notitle, $rows using 1:7 with lines linetype 2 notitle, \
     keyentry with lines linecolor rgb 'black' linewidth 2 title 'as computed'
set ylabel 'memory' offset 1
set format y '%.0s %cB'
plot $rows using 1:4 with points linetype 1 pointtype 7 pointsize 0.6 title 'training', \
     $rows using 1:8 with points linetype 2 pointtype 5 pointsize 0.6 title 'inference', \
     $rows using 1:5 with lines linetype 1 notitle, $rows using 1:9 with lines linetype 2 notitle, \
     keyentry with lines linecolor rgb 'black' linewidth 2 title 'as computed'
unset multiplot)";
  return strata::draw(path, commands.str());
}

}  // namespace scaling
