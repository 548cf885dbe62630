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
  return 0;
}
