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
  const auto is_set = [&](int bit) { return (data[0] >> bit & 1) != 0; };
  strata::CsvOptions options{.delimiter = is_set(0)   ? ';'
                                          : is_set(4) ? ' '
                                                      : ',',
                             .decimal = is_set(0) && is_set(4) ? ',' : '.',
                             .comment = is_set(5) ? '#' : '\0',
                             .allow_missing = is_set(2)};
  if (!is_set(6)) options.header = is_set(1);
  if (is_set(3)) options.label = strata::Index{1};
  if (is_set(3) && is_set(7)) options.classes = {"1", "x"};
  if (!is_set(3) && is_set(7)) options.ignore = {"b"};
  fuzz::reads([&] { check(strata::parse_csv(fuzz::text_of(data + 1, size - 1), "file", options)); });
  return 0;
}
