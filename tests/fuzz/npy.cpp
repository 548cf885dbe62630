#include <strata/data/npy.hpp>

#include "fuzz.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = fuzz::text_of(data, size);
  Eigen::MatrixXd numbers;
  Eigen::MatrixXi whole;
  const bool is_array = fuzz::reads([&] { numbers = strata::parse_npy<double>(bytes, "file"); });
  const bool is_whole = fuzz::reads([&] { whole = strata::parse_npy<int>(bytes, "file"); });
  fuzz::require(is_array || !is_whole, "whole numbers that are numbers too");
  if (is_whole) fuzz::require(whole.cast<double>() == numbers, "the same numbers");

  Eigen::MatrixXf narrow, rounded;
  Eigen::RowVectorXi labels;
  const bool is_narrow = fuzz::reads([&] { narrow = strata::parse_npy<float>(bytes, "file"); });
  const bool is_rounded =
      fuzz::reads([&] { rounded = strata::parse_npy<float>(bytes, "file", {.allow_narrowing = true}); });
  const bool has_labels = fuzz::reads([&] { labels = strata::parse_npy_labels(bytes, "file"); });
  fuzz::require(is_rounded || !is_narrow, "what needs no permission is read with it");
  if (is_narrow && narrow.allFinite())
    fuzz::require(narrow == rounded && is_array && narrow.cast<double>() == numbers,
                  "no number that changed unasked");
  if (has_labels)
    fuzz::require(is_whole && labels == whole.reshaped().transpose(),
                  "labels that are the numbers of the file");
  return 0;
}
