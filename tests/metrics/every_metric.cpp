// What holds for every metric: none is right about what is not a number, and none gives such a figure.
#include "../support/checks.hpp"

using namespace strata;
using Eigen::MatrixXd;

namespace {

const MatrixXd one_hot{{1, 0, 0, 0}, {0, 0, 1, 0}, {0, 1, 0, 1}};
const Eigen::RowVectorXi labels{{0, 2, 1, 2}};

/// All figures of a metric after one batch.
template <class M>
Eigen::VectorXd figures(const M& metric, const auto& state) {
  return Eigen::VectorXd::Constant(1, metric.value(state));
}
Eigen::VectorXd figures(const ConfusionMatrix& metric, const auto& state) {
  return per_class_accuracy(metric.value(state));
}

template <class M>
Eigen::VectorXd measure(const M& metric, const MatrixXd& output, const auto& target) {
  auto state = metric.init();
  metric.update(state, output, target);
  return figures(metric, state);
}

/// Calls `f(metric, output, target, worst)` with an output that is right everywhere and the figure of one
/// that is wrong everywhere. A test of the build looks whether each metric of the library stands in this
/// file.
void for_each_metric(const auto& f) {
  const MatrixXd logits = 6 * one_hot.array() - 3;
  f(Accuracy{}, logits, labels, 0.0);
  f(Accuracy{}, logits, one_hot, 0.0);
  f(TopAccuracy{.k = 1}, logits, labels, 0.0);
  f(TopAccuracy{.k = 2}, logits, one_hot, 0.0);
  f(BinaryAccuracy{}, logits, one_hot, 0.0);
  f(BinaryAccuracy{.threshold = 0.5}, one_hot, one_hot, 0.0);
  f(ConfusionMatrix{}, logits, labels, 0.0);
  f(ConfusionMatrix{}, logits, one_hot, 0.0);
  f(R2{}, one_hot, one_hot, std::numeric_limits<double>::lowest());
}

}  // namespace

TEST_CASE("Every metric counts an output that is not a number as wrong") {
  const double nan = std::nan("");
  for_each_metric([&](const auto& metric, const MatrixXd& right, const auto& target, double worst) {
    INFO(type_name<decltype(metric)>());
    CHECK((measure(metric, right, target).array() == 1).all());
    for (Index i = 0; i < right.size(); ++i) {
      MatrixXd output = right;
      output(i) = i % 2 == 0 ? nan : -nan;
      const Eigen::VectorXd figures = measure(metric, output, target);
      CHECK(figures.allFinite());
      CHECK(figures.minCoeff() < 1);
    }
    for (const double sign : {1.0, -1.0}) {
      const MatrixXd nothing = MatrixXd::Constant(3, 4, std::copysign(nan, sign));
      CHECK((measure(metric, nothing, target).array() == worst).all());
    }
  });
}

TEST_CASE("Every metric has a figure for no sample, one sample, equal samples and infinite outputs") {
  for_each_metric([](const auto& metric, const MatrixXd& right, const auto& target, double) {
    INFO(type_name<decltype(metric)>());
    CHECK(figures(metric, metric.init()).allFinite());
    for (Index i = 0; i < right.cols(); ++i) {
      for (const Index samples : {1, 5}) {
        const MatrixXd equal = right.col(i).replicate(1, samples);
        const std::remove_cvref_t<decltype(target)> targets = target.col(i).replicate(1, samples);
        CHECK(measure(metric, equal, targets).allFinite());
        CHECK(measure(metric, -equal, targets).allFinite());
      }
    }
    for (const double infinite : {1e308, std::numeric_limits<double>::infinity()})
      for (const double sign : {1.0, -1.0}) {
        CHECK(measure(metric, (sign * infinite) * right, target).array().isNaN().count() == 0);
        CHECK(measure(metric, MatrixXd::Constant(3, 4, sign * infinite), target).allFinite());
      }
  });
}

TEST_CASE("Every metric refuses a target that is not a number, and an empty batch") {
  for_each_metric([](const auto& metric, const MatrixXd& right, const auto& target, double) {
    INFO(type_name<decltype(metric)>());
    using Target = std::remove_cvref_t<decltype(target)>;
    CHECK_THROWS_AS(measure(metric, MatrixXd(3, 0), Target(target.rows(), 0)), std::invalid_argument);
    if constexpr (!std::integral<typename Target::Scalar>) {
      Target missing = target;
      missing(1, 2) = std::nan("");
      CHECK_THROWS_WITH(measure(metric, right, missing), contains("got nan"));
    }
  });
}
