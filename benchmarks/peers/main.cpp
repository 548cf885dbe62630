// The same work in strata, by hand and in other libraries, side by side.
//   peers [output.md] [rounds] [milliseconds]

#include <cstdlib>
#include <fstream>
#include <iostream>

#include "proof.hpp"
#include "report.hpp"

// The build names those that were found, in the order of the rows.
#define PEER(name) Contestant name();
namespace peers {
STRATA_PEERS
}
#undef PEER

namespace {

using namespace peers;

std::vector<Contestant> contestants() {
#define PEER(name) peers::name(),
  return {STRATA_PEERS};
#undef PEER
}

/// How busy the machine is, in the kernel's words.
std::string load() {
  std::string minute;
  std::ifstream("/proc/loadavg") >> minute;
  return minute;
}

std::string argument(int argc, char** argv, int i, const char* otherwise) {
  return i < argc ? argv[i] : otherwise;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string path = argument(argc, argv, 1, "peers.md");
  const int rounds = std::max(5, std::atoi(argument(argc, argv, 2, "9").c_str()));
  const std::chrono::milliseconds span(std::max(1, std::atoi(argument(argc, argv, 3, "40").c_str())));

  std::vector<Contestant> all = contestants();
  for (Contestant& contestant : all) keep_what_learns(contestant, std::cout);

  const std::string load_before = load();
  Figures figures;
  for (int round = 1; round <= rounds; ++round) {
    std::cout << "round " << round << " of " << rounds << std::endl;
    take_round(all, span, figures);
  }

  std::ofstream out(path);
  out << "# Side by side\n\nMedians of " << rounds
      << " interleaved rounds, of which each takes the fastest call in " << span.count()
      << " ms; data: " << clothes().name << ".\nThe machine's load was " << load_before << " before and "
      << load() << " after; where it is far above 1, trust ratios alone.\n\n";
  write_report(out, all, figures, "by hand", "limit: FMA peak");
  if (!out.flush()) {
    std::cerr << "cannot write " << path << '\n';
    return 1;
  }
  std::cout << std::ifstream(path).rdbuf() << "written to " << path << '\n';
}
