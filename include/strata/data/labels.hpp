#pragma once

#include <Eigen/Core>
#include <algorithm>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <strata/data/convert.hpp>

namespace strata::detail {

/// A shape as Python writes it: "(3, 300)", "(3,)".
inline std::string tuple_text(const std::vector<Index>& extents) {
  std::string text;
  for (const Index extent : extents) text += (text.empty() ? "" : ", ") + std::to_string(extent);
  return "(" + text + (extents.size() == 1 ? ",)" : ")");
}

/// The number of labels in an array of this shape. Throws `std::runtime_error` unless it is (n,), (n, 1) or
/// (1, n) with at least one.
inline Index label_count(const std::vector<Index>& extents, std::string_view file) {
  const auto is_long = [](Index extent) { return extent != 1; };
  const auto longest = std::find_if(extents.begin(), extents.end(), is_long);
  if (std::find(extents.begin(), extents.end(), 0) != extents.end())
    throw_bad_file(file, "header", "at least one label", "an array of shape " + tuple_text(extents));
  if (extents.size() > 2 || std::count_if(extents.begin(), extents.end(), is_long) > 1)
    throw_bad_file(
        file, "header", "one label for each sample, in a shape of (n,), (n, 1) or (1, n)",
        tuple_text(extents) + "; " +
            (extents.size() > 2 ? "images are no labels: look for the other file of the data set"
                                : "a one-hot table becomes labels by numpy.argmax(table, axis=1)"));
  return longest == extents.end() ? 1 : *longest;
}

/// The labels in numbers of type `T`, one for each sample.
template <class T>
Eigen::RowVectorXi labels_of(const char* data, std::endian order, const std::vector<Index>& extents,
                             std::string_view file) {
  Eigen::RowVectorXi labels(label_count(extents, file));
  convert<T>(data, order, labels.size(), labels.data(), file);
  return labels;
}

}  // namespace strata::detail
