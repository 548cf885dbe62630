#include <numeric>

#include <strata/training/batches.hpp>

#include "../support/checks.hpp"

using namespace strata;
using strata::detail::Batches;

namespace {

/// Samples that are their own numbers, with targets of the other sign.
Dataset<double> numbered(Index size) {
  const auto numbers = Eigen::RowVectorXd::LinSpaced(size, 0, static_cast<double>(size - 1));
  return {Eigen::MatrixXd(numbers), Eigen::MatrixXd(-numbers)};
}

/// The sizes of the batches of an epoch.
std::vector<Index> sizes(Index samples, Index batch_size) {
  const Dataset data = numbered(samples);
  const Batches batches(data, batch_size);
  std::vector<Index> all;
  for (Index first = 0; first < samples; first += all.back()) all.push_back(batches.size_from(first));
  return all;
}

/// The samples of an epoch, batch by batch, whose targets must be theirs.
std::vector<double> samples(Batches<Dataset<double>>& batches) {
  std::vector<double> all;
  for (Index first = 0; first < batches.size();) {
    const Index count = batches.size_from(first);
    const auto [inputs, targets] = batches.gather(first, count);
    REQUIRE(inputs.cols() == count);
    CHECK(targets == -inputs);
    for (Index i = 0; i < count; ++i) all.push_back(inputs(0, i));
    first += count;
  }
  return all;
}

}  // namespace

TEST_CASE("A single sample that is left over joins the last batch, unless batches are of one") {
  CHECK(sizes(6, 3) == std::vector<Index>{3, 3});
  CHECK(sizes(7, 3) == std::vector<Index>{3, 4});
  CHECK(sizes(8, 3) == std::vector<Index>{3, 3, 2});
  CHECK(sizes(3, 1) == std::vector<Index>{1, 1, 1});
  CHECK(sizes(2, 1) == std::vector<Index>{1, 1});
  CHECK(sizes(3, 2) == std::vector<Index>{3});
  CHECK(sizes(5, std::numeric_limits<Index>::max()) == std::vector<Index>{5});
}

TEST_CASE("Batches are counted whole") {
  const Dataset data = numbered(7);
  CHECK(Batches(data, 3).count() == 3);
  CHECK(Batches(data, 7).count() == 1);
  CHECK(Batches(data, 1).count() == 7);
  CHECK(Batches(data, 100).count() == 1);
  CHECK(Batches(data, 3).size() == 7);
}

TEST_CASE("Each epoch holds each sample once, in an order that its generator decides alone") {
  const Dataset data = numbered(10);
  Batches batches(data, 3);
  std::vector<double> given(10);
  std::iota(given.begin(), given.end(), 0.0);
  CHECK(samples(batches) == given);

  const Generator before(5), after = batches.order(before, true);
  CHECK(after != before);
  const std::vector<double> shuffled = samples(batches);
  CHECK(shuffled != given);
  CHECK(std::is_permutation(shuffled.begin(), shuffled.end(), given.begin()));
  CHECK(batches.ordered().column(0) == static_cast<Index>(shuffled[0]));
  CHECK(batches.all().column(0) == 0);
  batches.order(after, true);
  CHECK(samples(batches) != shuffled);
  batches.order(before, true);
  CHECK(samples(batches) == shuffled);

  CHECK(batches.order(before, false) == before);
  CHECK(samples(batches) == given);
}
