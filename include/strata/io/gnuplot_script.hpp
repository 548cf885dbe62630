#pragma once

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <strata/core/shape.hpp>
#include <strata/core/text.hpp>

/// How gnuplot is told what to draw.
namespace strata::detail {

/// Asked first, because a pipe to a program that is not there would end this one by a signal.
inline bool has_gnuplot() {
#ifdef _WIN32
  return std::system("gnuplot --version > nul 2>&1") == 0;
#else
  return std::system("gnuplot --version > /dev/null 2>&1") == 0;
#endif
}

/// Has gnuplot run these commands; false where it fails.
inline bool run_gnuplot(const std::string& script) {
#ifdef _WIN32
  std::FILE* gnuplot = ::_popen("gnuplot", "w");
  const auto close = ::_pclose;
#else
  std::FILE* gnuplot = ::popen("gnuplot", "w");
  const auto close = ::pclose;
#endif
  if (!gnuplot) return false;
  std::fputs(script.c_str(), gnuplot);
  return close(gnuplot) == 0;
}

/// Text as gnuplot takes it, on one line: what could end it, or be replaced or run within it, stands as its
/// code.
inline std::string quoted_for_gnuplot(const std::string& text) {
  constexpr std::string_view plain = " -./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
  std::string quoted = "\"";
  for (const char c : text) {
    const auto code = static_cast<unsigned char>(c);
    const auto digit = [&](int shift) { return static_cast<char>('0' + (code >> shift & 7)); };
    if (plain.find(c) != std::string_view::npos || code < ' ')
      quoted += code < ' ' ? ' ' : c;
    else
      quoted.append(1, '\\').append(1, digit(6)).append(1, digit(3)).append(1, digit(0));
  }
  return quoted + '"';
}

/// The terminal of a picture in pixels.
inline std::string svg_terminal(Index width, Index height) {
  return "set terminal svg size " + to_text(width) + ',' + to_text(height) +
         " font 'sans-serif,14' background rgb 'white'\n";
}

/// The distance between marks on an axis of whole numbers: 1, 2 or 5 times a power of ten, at most 12 marks.
inline Index whole_step(Index length) {
  Index step = 1;
  for (int i = 0; length / step > 12; ++i) step = i % 3 == 1 ? step / 2 * 5 : step * 2;
  return step;
}

/// The smallest and the largest of some numbers, those left out that are not finite.
struct Span {
  double smallest = HUGE_VAL, largest = -HUGE_VAL;

  void add(double number) {
    if (!std::isfinite(number)) return;
    smallest = std::min(smallest, number);
    largest = std::max(largest, number);
  }
};

/// Room around a number that never changes, for which gnuplot finds no range.
inline std::string room_around(const std::string& axis, const Span& span) {
  if (span.smallest != span.largest) return "";
  const double room = span.largest == 0 ? 1 : std::abs(span.largest) / 2;
  return "set " + axis + "range [" + to_text(span.largest - room) + ':' + to_text(span.largest + room) +
         "]\n";
}

/// The axis of losses: logarithmic where they span more than two decades.
inline std::string loss_axis(const Span& losses) {
  const bool spans_decades = losses.smallest > 0 && losses.largest > 100 * losses.smallest;
  return "set ylabel 'loss'\n" + room_around("y", losses) +
         (spans_decades ? "set logscale y\nset format y '10^{%T}'\n"
                        : "set offsets 0, 0, graph 0.05, graph 0.05\n");
}

/// Axes of losses over the whole numbers from 1 to `count`.
inline std::string curve_axes(const std::string& x, Index count, const Span& losses) {
  const std::string range = count > 1 ? "1:" + to_text(count) : "0.5:1.5";
  return "set xlabel '" + x + "'\nset xrange [" + range + "]\nset xtics " + to_text(whole_step(count)) +
         '\n' + loss_axis(losses) + R"(set key below noenhanced
set bmargin 6
set datafile missing 'nan'
set linetype 1 linecolor rgb '#0072b2'
set linetype 2 linecolor rgb '#d55e00'
set linetype 3 linecolor rgb '#009e73'
set linetype 4 linecolor rgb '#cc79a7'
)";
}

/// One curve of `$data`, with a mark at each number where they are few.
inline std::string curve(const std::string& columns, Index line_type, const std::string& title, Index count) {
  const std::string style = count > 20 ? "lines" : "linespoints pointtype 7 pointsize 0.5";
  return "$data using " + columns + " with " + style + " linewidth 2 linetype " + to_text(line_type) +
         " title " + quoted_for_gnuplot(title);
}

/// A line through the best epoch, with its number above, which stays within the picture.
inline std::string best_epoch_mark(Index epoch, Index count) {
  const std::string at = to_text(epoch);
  const std::string side = epoch > count * 9 / 10 ? "right" : epoch <= count / 10 + 1 ? "left" : "center";
  return "set tmargin 2.5\nset arrow 1 from " + at + ", graph 0 to " + at +
         ", graph 1 nohead dashtype 2 linewidth 1.5 linecolor rgb '#666666'\nset label 1 'best epoch " + at +
         "' at " + at + ", graph 1.04 " + side + " font ',12' textcolor rgb '#444444'\n";
}

/// The names along one axis of a confusion matrix.
inline std::string class_tics(const std::string& axis, const std::vector<std::string>& classes) {
  std::string text = "set " + axis + "tics scale 0 noenhanced (";
  for (std::size_t i = 0; i < classes.size(); ++i)
    text += (i > 0 ? ", " : "") + quoted_for_gnuplot(classes[i]) + ' ' + to_text(i);
  return text + ")\n";
}

/// Square cells, and as much room for names of so many characters as they need.
inline std::string class_axes(Index rows, Index columns, Index longest_name) {
  const Index cell = std::max<Index>(44, 200 / rows);
  const Index left = 70 + 9 * longest_name, bottom = 60 + 7 * longest_name;
  const Index right = left + columns * cell, top = bottom + rows * cell, width = right + 30,
              height = top + 20;
  const auto margin = [](const char* name, Index pixels, Index of) {
    return std::string("set ") + name + " at screen " +
           to_digits(static_cast<double>(pixels) / static_cast<double>(of)) + '\n';
  };
  const auto last = [](Index count) { return to_text(static_cast<double>(count) - 0.5); };
  return svg_terminal(width, height) + margin("lmargin", left, width) + margin("rmargin", right, width) +
         margin("bmargin", bottom, height) + margin("tmargin", top, height) +
         "set xrange [-0.5:" + last(columns) + "]\nset yrange [" + last(rows) + ":-0.5]\n";
}

}  // namespace strata::detail
