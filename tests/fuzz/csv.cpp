#include <strata/data/csv.hpp>

#include "fuzz.hpp"

namespace {

void check(const strata::Table& table) {
  using fuzz::require;
  require(table.values.rows() == static_cast<Eigen::Index>(table.names.size()), "a name for each column");
  require(table.labels.size() == 0 || table.labels.size() == table.values.cols(), "a label for each sample");
  for (const int label : table.labels)
    require(label >= 0 && label < static_cast<int>(table.classes.size()), "labels that are classes");
}

}  // namespace

/// The first byte chooses the options.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  strata::CsvOptions options{.delimiter = (data[0] & 1) != 0 ? ';' : ',',
                             .header = (data[0] & 2) != 0,
                             .allow_missing = (data[0] & 4) != 0};
  if ((data[0] & 8) != 0) options.label = strata::Index{1};
  fuzz::reads([&] { check(strata::parse_csv(fuzz::text_of(data + 1, size - 1), "file", options)); });
  return 0;
}
