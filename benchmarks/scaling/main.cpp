// How time and memory of a training step and of inference grow with width, depth and batch.
//   scaling [folder] [rounds] [milliseconds]

#include <cstdlib>
#include <fstream>
#include <iostream>

#include "chart.hpp"

namespace {

using namespace scaling;

/// Powers of two from `first` to `last` along one axis of `size`.
std::vector<Size> grown(Size size, Index Size::*axis, Index first, Index last) {
  std::vector<Size> sizes;
  for (size.*axis = first; size.*axis <= last; size.*axis *= 2) sizes.push_back(size);
  return sizes;
}

std::string argument(int argc, char** argv, int i, const char* otherwise) {
  return i < argc ? argv[i] : otherwise;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string folder = argument(argc, argv, 1, ".");
  const int rounds = std::max(1, std::atoi(argument(argc, argv, 2, "5").c_str()));
  const std::chrono::milliseconds span(std::max(1, std::atoi(argument(argc, argv, 3, "20").c_str())));
  std::cout << "Peak: " << peak(span) / 1e9 << " GFLOP/s; y += a x in 16 KiB, 512 KiB, 8 MiB, 256 MiB: ";
  for (const double kibibytes : {16, 512, 8192, 262144})
    std::cout << bandwidth(1024 * kibibytes, span) / 1e9 << ' ';
  std::cout << "GB/s\nMedians of " << rounds << " rounds\n";

  const Size usual{256, 4, 64};
  for (const Sweep& sweep : {Sweep{"width", "4 layers, batch 64; float, one thread", &Size::width,
                                   grown(usual, &Size::width, 8, 2048)},
                             Sweep{"depth", "Layers of 256, batch 64; float, one thread", &Size::depth,
                                   grown(usual, &Size::depth, 1, 32)},
                             Sweep{"batch", "4 layers of 256; float, one thread", &Size::batch,
                                   grown(usual, &Size::batch, 1, 4096)}}) {
    const std::vector<Row> rows = run(sweep, rounds, span);
    std::cout << "\n# " << sweep.title << ": " << sweep.name
              << ", training: seconds, model, bytes, model; inference: the same\n";
    write(std::cout, rows);
    const std::string path = folder + "/scaling_" + sweep.name + ".svg";
    if (!draw(path, sweep, rows)) {
      std::cerr << "gnuplot would draw " << path << " (on Debian: apt-get install gnuplot-nox)\n";
      return 1;
    }
    std::cout << "Picture: " << path << '\n';
  }
}
