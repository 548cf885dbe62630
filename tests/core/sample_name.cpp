#include <strata/core/sample_name.hpp>

#include "../support/checks.hpp"

using namespace strata;
using detail::sample_name;
using detail::SampleNames;

TEST_CASE("A sample has the number of its column, but where names are given") {
  const Eigen::MatrixXd x = checks::random(2, 10);
  const Dataset data(x, x), part = data.slice(5, 3);
  CHECK(sample_name(2) == "sample 2");
  {
    const SampleNames names(part, 1, 2);
    CHECK(sample_name(0) == "sample 6");
    CHECK(sample_name(1) == "sample 7");
    {
      const SampleNames others(data, 3, 1, " of other data");
      CHECK(sample_name(0) == "sample 3 of other data");
    }
    CHECK(sample_name(1) == "sample 7");
  }
  CHECK(sample_name(1) == "sample 1");
}

TEST_CASE("A column beyond the batch keeps its own number") {
  const Eigen::MatrixXd x = checks::random(2, 10);
  const Dataset part = Dataset(x, x).slice(5, 3);
  const SampleNames names(part, 1, 2);
  CHECK(sample_name(2) == "sample 2");
  CHECK(sample_name(-1) == "sample -1");
}
