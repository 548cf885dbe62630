#include <strata/io/gnuplot_script.hpp>
#include <sys/resource.h>

#include "../support/checks.hpp"
#include "../support/gnuplot.hpp"

using namespace strata::detail;
using strata::Index;

TEST_CASE(
    "Text for gnuplot stays text: one line, in which only letters, digits and harmless marks are bare") {
  CHECK(quoted_for_gnuplot("training loss") == "\"training loss\"");
  CHECK(quoted_for_gnuplot("it's `x`\n\t") == R"("it\047s \140x\140  ")");
  CHECK(quoted_for_gnuplot("\"\\$@é") == R"("\042\134\044\100\303\251")");
}

TEST_CASE("Whole numbers on an axis have at most 12 marks, at 1, 2 or 5 times a power of ten") {
  CHECK(whole_step(1) == 1);
  CHECK(whole_step(12) == 1);
  CHECK(whole_step(13) == 2);
  CHECK(whole_step(60) == 5);
  CHECK(whole_step(70) == 10);
  CHECK(whole_step(1000) == 100);
  const std::vector<Index> steps{1, 2, 5, 10, 20, 50, 100, 200, 500};
  for (Index length = 1; length < 5000; ++length) {
    const auto is_enough = [&](Index step) { return length / step <= 12; };
    REQUIRE(whole_step(length) == *std::find_if(steps.begin(), steps.end(), is_enough));
    REQUIRE(length / whole_step(length) >= std::min<Index>(length, 4));
  }
}

TEST_CASE("The axis of losses is logarithmic where they span more than two decades") {
  const auto axis_of = [](const std::vector<double>& losses) {
    Span span;
    for (const double loss : losses) span.add(loss);
    return loss_axis(span);
  };
  const double nothing = std::nan("");
  const std::string linear = "set ylabel 'loss'\nset offsets 0, 0, graph 0.05, graph 0.05\n",
                    logarithmic = "set ylabel 'loss'\nset logscale y\nset format y '10^{%T}'\n";
  CHECK(axis_of({1, 100}) == linear);
  CHECK(axis_of({1, 100.5}) == logarithmic);
  CHECK(axis_of({2, 2}) == "set ylabel 'loss'\nset yrange [1:3]\nset offsets 0, 0, graph 0.05, graph 0.05\n");
  CHECK_THAT(axis_of({1, 0.02, nothing}), !contains("logscale"));
  CHECK_THAT(axis_of({1, 0.009, nothing, HUGE_VAL}), contains("logscale y"));
  CHECK_THAT(axis_of({1, 0}), !contains("logscale"));
  CHECK_THAT(axis_of({100, -1}), !contains("logscale"));
  CHECK_THAT(axis_of({}), !contains("range"));
}

TEST_CASE("A number that never changes lies in the middle of its axis") {
  CHECK(room_around("y2", {2, 2}) == "set y2range [1:3]\n");
  CHECK(room_around("y", {1, 1}) == "set yrange [0.5:1.5]\n");
  CHECK(room_around("y", {-2, -2}) == "set yrange [-3:-1]\n");
  CHECK(room_around("y", {0, 0}) == "set yrange [-1:1]\n");
  CHECK(room_around("y", {0, 1}).empty());
}

TEST_CASE("The number of the best epoch stays within the picture") {
  CHECK_THAT(best_epoch_mark(1, 40),
             contains("from 1, graph 0 to 1, graph 1") && contains("graph 1.04 left"));
  CHECK_THAT(best_epoch_mark(5, 40), contains("graph 1.04 left"));
  for (const Index middle : {6, 20, 36})
    CHECK_THAT(best_epoch_mark(middle, 40), contains("graph 1.04 center"));
  CHECK_THAT(best_epoch_mark(20, 40), contains("'best epoch 20' at 20, graph 1.04 center"));
  CHECK_THAT(best_epoch_mark(37, 40), contains("graph 1.04 right"));
  CHECK_THAT(best_epoch_mark(40, 40), contains("graph 1.04 right"));
}

TEST_CASE("The axis of epochs ends at the first and the last, and has room around one alone") {
  const auto has_range = [](const char* range) {
    return contains(("\nset xrange " + std::string(range)).c_str());
  };
  CHECK_THAT(curve_axes("epoch", 1, {}), has_range("[0.5:1.5]\nset xtics 1\n"));
  CHECK_THAT(curve_axes("epoch", 2, {}), has_range("[1:2]\nset xtics 1\n"));
  CHECK_THAT(curve_axes("epoch", 50, {}), has_range("[1:50]\nset xtics 5\n"));
  CHECK_THAT(curve_axes("step", 2, {4, 4}),
             contains("set xlabel 'step'\n") && contains(loss_axis({4, 4}).c_str()));
}

TEST_CASE("Up to 20 numbers of a curve are marked") {
  CHECK(
      curve("1:2", 3, "it's", 20) ==
      "$data using 1:2 with linespoints pointtype 7 pointsize 0.5 linewidth 2 linetype 3 title \"it\\047s\"");
  CHECK(curve("1:2", 3, "", 21) == "$data using 1:2 with lines linewidth 2 linetype 3 title \"\"");
}

TEST_CASE("Classes are named along an axis, each at its number") {
  CHECK(class_tics("x", {}) == "set xtics scale 0 noenhanced ()\n");
  CHECK(class_tics("y", {"cat"}) == "set ytics scale 0 noenhanced (\"cat\" 0)\n");
  CHECK(class_tics("x", {"cat", "dog", "none"}) ==
        "set xtics scale 0 noenhanced (\"cat\" 0, \"dog\" 1, \"none\" 2)\n");
}

TEST_CASE("The cells of classes are square, 200 pixels together or 44 each, beside room for the names") {
  // Cells of 66 pixels from 115 to 379 of 409 and from 95 to 293 of 313.
  CHECK(class_axes(3, 4, 5) == svg_terminal(409, 313) +
                                   "set lmargin at screen 0.281174\nset rmargin at screen 0.92665\n"
                                   "set bmargin at screen 0.303514\nset tmargin at screen 0.936102\n"
                                   "set xrange [-0.5:3.5]\nset yrange [2.5:-0.5]\n");
  // Cells of 44 pixels from 70 to 290 of 320 and from 60 to 280 of 300.
  CHECK(class_axes(5, 5, 0) == svg_terminal(320, 300) +
                                   "set lmargin at screen 0.21875\nset rmargin at screen 0.90625\n"
                                   "set bmargin at screen 0.2\nset tmargin at screen 0.933333\n"
                                   "set xrange [-0.5:4.5]\nset yrange [4.5:-0.5]\n");
  CHECK(svg_terminal(720, 480) ==
        "set terminal svg size 720,480 font 'sans-serif,14' background rgb 'white'\n");
}

TEST_CASE("Gnuplot is told everything, and asked whether it is there and understood") {
  {
    const checks::StandInForGnuplot gnuplot;
    CHECK(has_gnuplot());
    CHECK(run_gnuplot("set output\nplot x\n"));
    CHECK(gnuplot.commands() == "set output\nplot x\n");
  }
  {
    const checks::StandInForGnuplot gnuplot(1);
    CHECK(has_gnuplot());
    CHECK_FALSE(run_gnuplot("plot"));
  }
  const checks::TemporaryFolder nothing;
  const checks::SearchPath path(nothing.file(""));
  CHECK_FALSE(has_gnuplot());
}

TEST_CASE("A program that may open no more files cannot run gnuplot") {
  const checks::StandInForGnuplot gnuplot;
  ::rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
  const ::rlimit none{0, before.rlim_max};
  REQUIRE(::setrlimit(RLIMIT_NOFILE, &none) == 0);
  const bool is_run = run_gnuplot("plot x\n");
  REQUIRE(::setrlimit(RLIMIT_NOFILE, &before) == 0);
  CHECK_FALSE(is_run);
}
