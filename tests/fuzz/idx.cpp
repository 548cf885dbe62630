#include <strata/data/idx.hpp>
#include <sys/mman.h>
#include <unistd.h>

#include "fuzz.hpp"

namespace {

/// The path of a file in memory with these bytes.
std::string file_with(std::string_view bytes) {
  static const int file = memfd_create("idx", 0);
  static const std::string path = "/proc/self/fd/" + std::to_string(file);
  const bool is_written = ftruncate(file, 0) == 0 &&
                          pwrite(file, bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size());
  fuzz::require(is_written, "a file in memory");
  return path;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = fuzz::text_of(data, size);
  Eigen::MatrixXd numbers, from_file;
  const bool is_idx = fuzz::reads([&] { numbers = strata::parse_idx<double>(bytes, "file"); });
  const bool is_file = fuzz::reads([&] { from_file = strata::read_idx<double>(file_with(bytes)); });
  if (is_idx) {
    const auto equal = (numbers.array() == from_file.array()) || (numbers.array() != numbers.array());
    fuzz::require(is_file && equal.all(), "the same numbers from memory and from a file");
  }

  Eigen::RowVectorXi labels;
  if (fuzz::reads([&] { labels = strata::parse_idx_labels(bytes, "file"); }))
    fuzz::require(is_idx && labels.cast<double>() == numbers.reshaped().transpose(),
                  "labels that are the numbers");
  return 0;
}
