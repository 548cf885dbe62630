// What programs cost to compile, as ratios to the same written by hand.
//   compile_cost output.md rounds folder compiler [flags...]
// Returns 1 where a program costs more than it may.

#include <cstdlib>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "compiler.hpp"

namespace {

using namespace compile;

/// How many times the memory of its yardstick a program may take, and how large it may be.
struct Limit {
  double memory, kilobytes;
};

struct Program {
  std::string title, source, flag = {};
  std::string yardstick = {};  ///< The title of the program it is compared with.
  std::optional<Limit> limit = {};
};

/// Yardsticks stand before what is compared with them. Limits are what was reached, and a little room: every
/// run repeats memory and size. Time, which depends on what else a machine does, is shown.
const std::vector<Program> programs{
    {"2-1-2 by hand", "tutorial_by_hand.cpp"},
    {"2-1-2", "tutorial.cpp", "", "2-1-2 by hand", Limit{1.22, 16}},
    {"2-1-2, `strata.hpp`", "tutorial.cpp", "-DALL_HEADERS", "2-1-2 by hand", Limit{1.48, 16}},
    {"one product of `Eigen/Dense`", "one_product.cpp"},
    {"784-128-10 by steps", "classifier_by_steps.cpp", "", "one product of `Eigen/Dense`", Limit{1.45, 78}},
    {"784-128-10 with `fit`", "classifier.cpp", "", "one product of `Eigen/Dense`", Limit{1.65, 141}},
    {"2 layers", "depth.cpp", "-DLAYERS=2"},
    {"8 layers", "depth.cpp", "-DLAYERS=8", "2 layers", Limit{1.45, 25}},
    {"32 layers", "depth.cpp", "-DLAYERS=32", "8 layers", Limit{2.65, 70}},
    {"64 layers", "depth.cpp", "-DLAYERS=64", "32 layers", Limit{1.66, 120}},
};

std::string rounded(double value, int digits) {
  std::ostringstream text;
  text << std::fixed << std::setprecision(digits) << value;
  return text.str();
}

/// Writes a program's row; false where it costs more than it may.
bool write_row(std::ostream& out, const Program& program, const std::map<std::string, Cost>& costs) {
  const Cost& cost = costs.at(program.title);
  out << "| " << program.title << " | " << rounded(cost.seconds, 2) << " | " << rounded(cost.megabytes, 0)
      << " | " << rounded(cost.kilobytes, 0) << " | ";
  if (program.yardstick.empty()) {
    out << "| | |\n";
    return true;
  }
  const Cost& yardstick = costs.at(program.yardstick);
  const double time = cost.seconds / yardstick.seconds, memory = cost.megabytes / yardstick.megabytes;
  out << program.yardstick << " | " << rounded(time, 2) << " | " << rounded(memory, 2) << " |\n";
  const Limit& limit = *program.limit;
  return memory <= limit.memory && cost.kilobytes <= limit.kilobytes;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 5) {
    std::cerr << "usage: compile_cost output.md rounds folder compiler [flags...]\n";
    return 2;
  }
  const Compiler compiler(std::vector<std::string>(argv + 4, argv + argc));
  std::map<std::string, Cost> costs;
  for (int round = 0; round < std::atoi(argv[2]); ++round)
    for (const Program& program : programs)
      costs[program.title].take(compiler.compile(std::string(argv[3]) + '/' + program.source, program.flag));

  std::ofstream out(argv[1]);
  out << "| program | time, s | memory, MB | stripped, kB | beside | time, times | memory, times |\n"
         "|---|---:|---:|---:|---|---:|---:|\n";
  std::string dear;
  for (const Program& program : programs)
    if (!write_row(out, program, costs)) dear += " \"" + program.title + '"';
  out.close();
  std::cout << std::ifstream(argv[1]).rdbuf();
  if (dear.empty()) return 0;
  std::cerr << "cost more than they may:" << dear << '\n';
  return 1;
}
