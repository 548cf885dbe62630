#include <strata/io/gnuplot_script.hpp>

#include "../support/checks.hpp"

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
  for (Index length = 1; length < 5000; ++length) {
    REQUIRE(length / whole_step(length) <= 12);
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
  CHECK_THAT(axis_of({1, 0.02, nothing}), !contains("logscale"));
  CHECK_THAT(axis_of({1, 0.009, nothing, HUGE_VAL}), contains("logscale y"));
  CHECK_THAT(axis_of({1, 0}), !contains("logscale"));
  CHECK_THAT(axis_of({100, -1}), !contains("logscale"));
  CHECK_THAT(axis_of({}), !contains("range"));
}

TEST_CASE("A number that never changes lies in the middle of its axis") {
  CHECK(room_around("y2", {2, 2}) == "set y2range [1:3]\n");
  CHECK(room_around("y", {-2, -2}) == "set yrange [-3:-1]\n");
  CHECK(room_around("y", {0, 0}) == "set yrange [-1:1]\n");
  CHECK(room_around("y", {0, 1}).empty());
}

TEST_CASE("The number of the best epoch stays within the picture") {
  CHECK_THAT(best_epoch_mark(1, 40),
             contains("from 1, graph 0 to 1, graph 1") && contains("graph 1.04 left"));
  CHECK_THAT(best_epoch_mark(20, 40), contains("'best epoch 20' at 20, graph 1.04 center"));
  CHECK_THAT(best_epoch_mark(40, 40), contains("graph 1.04 right"));
}
