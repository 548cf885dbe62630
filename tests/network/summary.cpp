#include <sstream>

#include <strata/network/summary.hpp>

#include "../support/checks.hpp"

using namespace strata;

TEST_CASE("summary shows layers, output shapes and parameters as a table") {
  std::ostringstream out;
  out << summary(Sequential<float, Input<1, 28, 28>, Dense<128>, ReLU, Dense<10, no_bias>>{});
  CHECK(out.str() ==
        "Layer             Output shape    Parameters\n"
        "Input             1 x 28 x 28              0\n"
        "0 Dense           128                 100480\n"
        "1 ReLU            128                      0\n"
        "2 Dense           10                    1280\n"
        "Total                                 101760\n");
}

TEST_CASE("summary of run-time sizes is the same, and its numbers can be read") {
  const auto table = summary(make_sequential<double>(Input{2}, Dense{3}, Tanh{}));
  REQUIRE(table.rows.size() == 3);
  CHECK(table.rows[1].layer == "0 Dense");
  CHECK(table.rows[1].output_shape == "3");
  CHECK(table.rows[1].parameters == 9);
  CHECK(table.total_parameters == 9);
}

TEST_CASE("A table whose texts are wider than its columns keeps them apart") {
  Summary table;
  CHECK(table.total_parameters == 0);
  table.rows = {{"17 letters are it", "fifteen letters", 1234567890},
                {"eighteen letters!!", "sixteen letters!", 123456789012}};
  std::ostringstream out;
  out << table;
  CHECK(out.str() ==
        "Layer             Output shape    Parameters\n"
        "17 letters are it fifteen letters 1234567890\n"
        "eighteen letters!! sixteen letters! 123456789012\n"
        "Total                                      0\n");
}

TEST_CASE("A network is printed as its summary") {
  const Sequential<float, Input<2>, Dense<3>> net;
  std::ostringstream printed, table;
  printed << net;
  table << summary(net);
  CHECK(printed.str() == table.str());
}
