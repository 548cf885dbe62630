#include <map>
#include <set>

#include <strata/data/dataset.hpp>

#include "../support/checks.hpp"

using namespace strata;
using Eigen::MatrixXd;

namespace {

/// Sample i has inputs (i, -i) and target 10 i, so that what belongs together can be seen.
struct Numbers {
  MatrixXd inputs;
  Eigen::RowVectorXi labels;

  explicit Numbers(Index samples) : inputs(2, samples), labels(samples) {
    for (Index i = 0; i < samples; ++i) {
      inputs.col(i) << static_cast<double>(i), -static_cast<double>(i);
      labels(i) = static_cast<int>(10 * i);
    }
  }
};

/// The samples in the order of the data set; inputs and targets must belong together.
template <class Data>
std::vector<int> order(const Data& data) {
  auto [inputs, targets] = data.buffers(data.size());
  data.gather(0, data.size(), inputs, targets);
  std::vector<int> samples;
  for (Index i = 0; i < data.size(); ++i) {
    CHECK(static_cast<int>(inputs(0, i)) * 10 == targets(0, i));
    CHECK(inputs(1, i) == -inputs(0, i));
    samples.push_back(static_cast<int>(inputs(0, i)));
  }
  return samples;
}

}  // namespace

TEST_CASE("A data set gathers its samples in order, into the first columns of larger matrices") {
  const Numbers numbers(5);
  const Dataset data(numbers.inputs, numbers.labels);
  CHECK(order(data) == std::vector{0, 1, 2, 3, 4});
  auto [inputs, targets] = data.buffers(4);
  STATIC_REQUIRE(decltype(targets)::RowsAtCompileTime == 1);
  data.gather(3, 2, inputs, targets);
  CHECK(inputs(0, 1) == 4);
  CHECK(targets(1) == 40);
  data.gather(0, 0, inputs, targets);
  CHECK(inputs.leftCols(2) == numbers.inputs.rightCols(2));
}

TEST_CASE("Shuffling keeps inputs and targets together, and a seed decides it") {
  const Numbers numbers(100);
  Dataset data(numbers.inputs, numbers.labels), same = data;
  Generator generator(3), equal(3);
  data.shuffle(generator);
  same.shuffle(equal);
  const auto shuffled = order(data);
  CHECK(shuffled == order(same));
  CHECK_FALSE(std::is_sorted(shuffled.begin(), shuffled.end()));
  CHECK(std::set(shuffled.begin(), shuffled.end()).size() == 100);
}

TEST_CASE("Shuffling draws one number less than there are samples") {
  const Numbers numbers(5);
  Generator generator(3), equal(3);
  Dataset(numbers.inputs, numbers.labels).shuffle(generator);
  for (int i = 0; i < 4; ++i) (void)uniform(equal);
  CHECK(uniform(generator) == uniform(equal));
}

TEST_CASE("A split has each sample in one part") {
  const Numbers numbers(10);
  const auto [train, test] = Dataset(numbers.inputs, numbers.labels).split(0.8, 1);
  CHECK(train.size() == 8);
  CHECK(test.size() == 2);
  auto all = order(train);
  for (const int sample : order(test)) all.push_back(sample);
  CHECK(std::set(all.begin(), all.end()).size() == 10);
}

TEST_CASE("Every order of three samples is equally likely") {
  const Numbers numbers(3);
  Generator generator(1);
  std::map<std::vector<int>, int> counts;
  for (int i = 0; i < 6000; ++i) {
    Dataset data(numbers.inputs, numbers.labels);
    data.shuffle(generator);
    auto [inputs, targets] = data.buffers(3);
    data.gather(0, 3, inputs, targets);
    ++counts[{targets(0), targets(1), targets(2)}];
  }
  CHECK(counts.size() == 6);
  // Within four standard deviations of a binomial distribution.
  for (const auto& [samples, count] : counts)
    CHECK(std::abs(count - 1000) < 4 * std::sqrt(6000 / 6.0 * 5 / 6));
}

TEST_CASE("Targets are features x samples, or one number for each sample in a vector of either kind") {
  const MatrixXd inputs = checks::random(2, 5), two = checks::random(3, 5);
  const Eigen::VectorXd column = checks::random(5, 1);
  const Dataset wide(inputs, two);
  auto [first, second] = wide.buffers(5);
  wide.gather(0, 5, first, second);
  CHECK(first == inputs);
  CHECK(second == two);
  const Dataset data(inputs, column);
  auto [x, t] = data.buffers(5);
  data.gather(0, 5, x, t);
  CHECK(t == column.transpose());
}

TEST_CASE("A data set sees maps, and blocks that have a name, where they lie") {
  const Numbers numbers(10);
  CHECK(order(Dataset(Eigen::Map<const MatrixXd>(numbers.inputs.data(), 2, 10), numbers.labels)).size() ==
        10);
  MatrixXd wide(5, 10);
  wide.middleRows(2, 2) = numbers.inputs;
  Eigen::MatrixXi table(3, 10);
  table.row(0) = table.row(2) = Eigen::RowVectorXi::Constant(10, -1);
  table.row(1) = numbers.labels;
  const auto inputs = wide.block(2, 3, 2, 4);
  const auto labels = table.block(1, 3, 1, 4);
  CHECK(order(Dataset(inputs, labels)) == std::vector{3, 4, 5, 6});
}

TEST_CASE("A data set keeps what has no name, and its parts share it") {
  const auto build = [](Index samples) {
    Numbers numbers(samples);
    return Dataset(std::move(numbers.inputs), std::move(numbers.labels));
  };
  const auto part = [&] { return build(10).slice(2, 3); }();
  CHECK(order(part) == std::vector{2, 3, 4});
  const auto halves = build(10).split(0.5, 1);
  CHECK(order(halves.first).size() == 5);
  Dataset data = build(3);
  data = build(4);
  CHECK(order(data) == std::vector{0, 1, 2, 3});
}

TEST_CASE("A data set keeps expressions, blocks and rows without a name, however they lie") {
  const Numbers numbers(10);
  const auto from = [&](auto&& inputs, auto&& labels) {
    return order(Dataset(std::forward<decltype(inputs)>(inputs), std::forward<decltype(labels)>(labels)));
  };
  const std::vector all{0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
  CHECK(from(2 * numbers.inputs - numbers.inputs, numbers.labels.transpose()) == all);
  CHECK(from(numbers.inputs.array() * 1, (numbers.labels.array() + 0).eval()) == all);
  CHECK(from(MatrixXd::Identity(2, 2) * numbers.inputs, numbers.labels + 0 * numbers.labels) == all);
  CHECK(from(Eigen::Matrix<double, 2, Eigen::Dynamic, Eigen::RowMajor>(numbers.inputs), numbers.labels) ==
        all);
  CHECK(from(numbers.inputs.middleCols(3, 2), numbers.labels.segment(3, 2)) == std::vector{3, 4});
  CHECK(from(numbers.inputs.cast<float>(), Eigen::VectorXi(numbers.labels)) == all);
  const std::vector<double> rows{0, 1, 2, 0, -1, -2};
  using RowMajor = Eigen::Matrix<double, 2, 3, Eigen::RowMajor>;
  CHECK(from(Eigen::Map<const RowMajor>(rows.data()), numbers.labels.head(3)) == std::vector{0, 1, 2});
}

TEST_CASE("A data set sees later changes of a matrix that has a name, which it does not copy") {
  Numbers numbers(3);
  const Dataset data(numbers.inputs, numbers.labels), part = data.slice(1, 2);
  const Dataset mapped(Eigen::Map<const MatrixXd>(numbers.inputs.data(), 2, 3), numbers.labels);
  numbers.inputs.col(1) << 7, -7;
  numbers.labels(1) = 70;
  CHECK(order(data) == std::vector{0, 7, 2});
  CHECK(order(mapped) == std::vector{0, 7, 2});
  CHECK(order(part) == std::vector{7, 2});
}

TEST_CASE("A data set that is refused has moved nothing") {
  Numbers numbers(5);
  MatrixXd other = checks::random(3, 4);
  CHECK_THROWS_AS(Dataset(std::move(numbers.inputs), std::move(other)), std::invalid_argument);
  CHECK(numbers.inputs.cols() == 5);
  CHECK(other.cols() == 4);
}

TEST_CASE("A data set can be replaced by a part of itself") {
  const Numbers numbers(10);
  Dataset data(numbers.inputs, numbers.labels);
  data = data.slice(2, 3);
  CHECK(order(data) == std::vector{2, 3, 4});
}

TEST_CASE("A data set may hold a single number") {
  const MatrixXd x{{3}}, t{{30}};
  CHECK(order(Dataset(MatrixXd{{3}, {-3}}, t)) == std::vector{3});
  CHECK(Dataset(x, t).size() == 1);
}

TEST_CASE("A data set refuses what does not belong together") {
  const MatrixXd inputs = checks::random(2, 5), other = checks::random(2, 4), none(2, 0);
  CHECK_THROWS_WITH(Dataset(inputs, other),
                    "strata: Dataset: expected a target for each of 5 samples, got 2 x 4; inputs and targets "
                    "are both features x samples");
  CHECK_THROWS_WITH(Dataset(inputs, Eigen::RowVectorXd(4)), contains("each of 5 samples, got 1 x 4"));
  CHECK_THROWS_WITH(Dataset(inputs, Eigen::VectorXd(4)), contains("each of 5 samples, got 4 x 1"));
  CHECK_THROWS_WITH(Dataset(inputs, MatrixXd(5, 1)), contains("each of 5 samples, got 5 x 1"));
  CHECK_THROWS_WITH(
      Dataset(none, none),
      "strata: Dataset: expected inputs of at least one feature (row) and one sample (column), got 2 "
      "x 0; look whether the file was read, and whether a selection left anything");
  CHECK_THROWS_WITH(Dataset(inputs, MatrixXd(0, 5)),
                    contains("expected a target for each of 5 samples, got 0 x 5"));
  const Eigen::MatrixXi one_hot = Eigen::MatrixXi::Identity(3, 5);
  CHECK_THROWS_WITH(Dataset(inputs, one_hot),
                    contains("expected one whole number for each sample, its class, got 3 x 5"));
  const Dataset data(inputs, inputs);
  for (const auto& [fraction, shown] : {std::pair{0.0, "0"}, {1.0, "1"}, {1.5, "1.5"}, {std::nan(""), "nan"}})
    CHECK_THROWS_WITH(data.split(fraction), "strata: Dataset: expected a fraction between 0 and 1, got " +
                                                std::string(shown) + "; as in split(0.8)");
  for (const double fraction : {0.01, 0.99})
    CHECK_THROWS_WITH(
        data.split(fraction),
        contains("strata: Dataset: expected a fraction that leaves each part a sample, got 0."));
  CHECK(data.split(0.1).first.size() == 1);
  CHECK(data.split(0.89).second.size() == 1);
  const Index most = std::numeric_limits<Index>::max(), least = std::numeric_limits<Index>::min();
  for (const Index first : {least, Index{-1}, Index{5}, most})
    for (const Index count : {Index{1}, most})
      CHECK_THROWS_AS(data.slice(first, count), std::invalid_argument);
  for (const Index count : {least, Index{0}}) CHECK_THROWS_AS(data.slice(0, count), std::invalid_argument);
  CHECK_THROWS_WITH(
      data.slice(5, 1),
      "strata: Dataset: expected a slice within 5 samples, got 1 from 5 on; it needs at least one "
      "sample");
  CHECK(data.slice(3, 100).size() == 2);
  CHECK(data.slice(1, std::numeric_limits<Index>::max()).size() == 4);
}
