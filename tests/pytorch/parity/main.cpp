#include <exception>
#include <iostream>
#include <string>

#include "parity.hpp"

namespace {

/// False, with a word, where the file has a tensor that nothing was compared with.
bool all_read(const parity::Vectors& vectors) {
  const std::string unread = vectors.unread();
  if (!unread.empty()) std::cerr << vectors.path() << ": nothing was compared with " << unread << '\n';
  return unread.empty();
}

}  // namespace

/// Prints by how much each case differs from PyTorch; fails where one does by more than its tolerance.
int main(int count, char** arguments) try {
  const std::string folder = count > 1 ? arguments[1] : STRATA_PARITY_VECTORS;
  parity::Table table;
  parity::Vectors cases(folder + "/cases.safetensors");
  parity::layers(cases, table);
  parity::losses(cases, table);
  parity::distributions(cases, table);
  parity::Vectors training(folder + "/training.safetensors");
  parity::training(training, table);
  parity::Vectors random(folder + "/architectures.safetensors");
  parity::architectures(random, table);
  std::cout << table;
  return table.holds() && all_read(cases) && all_read(training) && all_read(random) ? 0 : 1;
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 2;
}
