#include <limits>

#include <strata/training/feature_scale.hpp>

#include "../support/checks.hpp"

using namespace strata;
using Eigen::MatrixXd;

namespace {

detail::FeatureScale scale_of(const MatrixXd& x) {
  return detail::measure(x.rows(), x.cols(), [&](Index i, Eigen::ArrayXd& sample) { sample = x.col(i); });
}

}  // namespace

TEST_CASE("The scale of features is their mean, their deviation and their largest magnitude") {
  const auto scale = scale_of(MatrixXd{{1, 2, 3, -4}, {5, 5, 5, 5}, {0, 0, 0, 0}});
  CHECK(checks::distance(scale.mean, Eigen::Array3d(0.5, 5, 0)) <= 1e-15);
  CHECK(checks::distance(scale.deviation, Eigen::Array3d(std::sqrt(7.25), 0, 0)) <= 1e-15);
  CHECK((scale.largest == Eigen::Array3d(4, 5, 0)).all());
  CHECK(scale.mean[2] == 0);
  CHECK(scale.deviation[2] == 0);
  CHECK(scale.unusable == -1);
  CHECK(scale.unusable_feature == -1);
}

TEST_CASE("No magnitude overflows, vanishes or loses the digits of the deviation") {
  const MatrixXd x = checks::random(1, 100);
  const auto expected = scale_of(x);
  for (const double power : {0x1p1022, 0x1p500, 0x1p-500, 0x1p-1000}) {
    const auto scale = scale_of(power * x);
    CHECK(scale.mean[0] == power * expected.mean[0]);
    CHECK(scale.deviation[0] == power * expected.deviation[0]);
  }
  const double largest = std::numeric_limits<double>::max();
  CHECK(scale_of(MatrixXd{{largest, largest}}).mean[0] == largest);
  const double smallest = std::numeric_limits<double>::denorm_min();
  CHECK(scale_of(MatrixXd{{0, 4 * smallest}}).deviation[0] == 2 * smallest);
  const MatrixXd far = x.array() + 1e9;
  CHECK(std::abs(scale_of(far).deviation[0] / expected.deviation[0] - 1) <= 1e-7);
}

TEST_CASE("A constant has no deviation, whatever its value") {
  for (const double value : {0.1, -1e300, 1e-300, 1.0 / 3})
    CHECK(scale_of(MatrixXd::Constant(1, 1000, value)).deviation[0] == 0);
}

TEST_CASE("The first sample without a finite number is found") {
  for (const double bad : {std::nan(""), HUGE_VAL, -HUGE_VAL}) {
    MatrixXd x = MatrixXd::Zero(2, 10);
    x(1, 7) = x(0, 8) = bad;
    CHECK(scale_of(x).unusable == 7);
  }
}

TEST_CASE("Each sample is read twice, and none after the first without a finite number") {
  MatrixXd x = MatrixXd::Zero(3, 5);
  Index reads = 0;
  const auto measured = [&] {
    reads = 0;
    return detail::measure(3, 5, [&](Index i, Eigen::ArrayXd& sample) {
      ++reads;
      sample = x.col(i);
    });
  };
  measured();
  CHECK(reads == 10);
  x(1, 0) = x(2, 0) = x(0, 1) = std::nan("");
  const auto scale = measured();
  CHECK(reads == 1);
  CHECK(scale.unusable == 0);
  CHECK(scale.unusable_feature == 1);
}

TEST_CASE("Of a large data set, the sample without a finite number is counted in all of it") {
  MatrixXd x = MatrixXd::Zero(1, 999);
  x(0, 4 * 99) = std::nan("");
  CHECK(detail::measure<0>(Dataset(x, x), 10).unusable == 4 * 99);
  CHECK(detail::measure<0>(Dataset(x, x), 999).unusable == 4 * 99);
}

TEST_CASE("Of a large data set, samples from all over it tell the scale") {
  const MatrixXd x = Eigen::RowVectorXd::LinSpaced(999, 0, 998), t = 2 * x;
  const Dataset data(x, t);
  const auto whole = detail::measure<0>(data, 999), some = detail::measure<0>(data, 10);
  CHECK(whole.mean[0] == 499);
  CHECK(some.largest[0] == 9 * 99);
  CHECK(detail::measure<1>(data, 10).largest[0] == 2 * some.largest[0]);
}
