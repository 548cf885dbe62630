#include <strata/data/labels.hpp>

#include "../support/checks.hpp"

using namespace strata;
using detail::label_count;

TEST_CASE("Labels are one for each sample, along either extent") {
  CHECK(label_count({5}, "file") == 5);
  CHECK(label_count({5, 1}, "file") == 5);
  CHECK(label_count({1, 5}, "file") == 5);
  CHECK(label_count({1}, "file") == 1);
  CHECK(label_count({1, 1}, "file") == 1);
}

TEST_CASE("Arrays of other shapes are no labels, and a message says what to do") {
  CHECK_THROWS_WITH(label_count({300, 3}, "file"),
                    "strata: file: header: expected one label for each sample, in a shape of (n,), (n, 1) or "
                    "(1, n), got (300, 3); a one-hot table becomes labels by numpy.argmax(table, axis=1)");
  CHECK_THROWS_WITH(
      label_count({60000, 28, 28}, "file"),
      contains("got (60000, 28, 28); images are no labels: look for the other file of the data set"));
  CHECK_THROWS_WITH(label_count({1, 5, 1}, "file"), contains("images are no labels"));
  CHECK_THROWS_WITH(label_count({0}, "file"),
                    "strata: file: header: expected at least one label, got an array of shape (0,)");
  CHECK_THROWS_WITH(label_count({1, 0}, "file"), contains("at least one label"));
}

TEST_CASE("Labels are whole numbers") {
  const float numbers[] = {3, 0, 2.5f};
  const auto* data = reinterpret_cast<const char*>(numbers);
  CHECK(detail::labels_of<float>(data, std::endian::native, {2}, "file") == Eigen::RowVector2i{3, 0});
  CHECK_THROWS_WITH(detail::labels_of<float>(data, std::endian::native, {3}, "file"),
                    contains("element 2: expected a whole number"));
}
