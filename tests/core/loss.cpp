#include <strata/core/loss.hpp>

#include "../support/checks.hpp"

using namespace strata;

namespace {

/// A third party's loss in its shortest form: the sum of the outputs, weighted by the targets.
struct WeightedSum {
  auto value(const auto& output, const auto& target) const { return output.cwiseProduct(target).sum(); }
  auto gradient(const auto&, const auto& target) const { return target; }
};

/// Every loss of the library, for targets of features x samples.
void for_each_loss(const auto& f) {
  f(BinaryCrossEntropy{});
  f(CrossEntropy{});
  f(Huber{});
  f(MeanAbsoluteError{});
  f(MeanSquaredError{});
}

/// The words of the `std::invalid_argument` that a call throws.
std::string said(const auto& call) {
  try {
    call();
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "accepted";
}

/// What `value` and `value_and_gradient` say of a target; both must say the same.
template <class L>
std::string refusal(const L& loss, const Eigen::MatrixXd& output, const Eigen::MatrixXd& target) {
  Eigen::MatrixXd gradient = output;
  const std::string of_value = said([&] { loss.value(output, target); });
  CHECK(said([&] { loss.value_and_gradient(output, target, gradient); }) == of_value);
  CHECK((gradient == output) == (of_value != "accepted"));
  return of_value;
}

}  // namespace

TEST_CASE("A loss is a value and a gradient, in one function or two") {
  STATIC_REQUIRE(Loss<MeanSquaredError, Eigen::VectorXd, Eigen::VectorXd>);
  STATIC_REQUIRE(Loss<WeightedSum, Eigen::VectorXd, Eigen::VectorXd>);
  STATIC_REQUIRE_FALSE(Loss<SGD, Eigen::VectorXd, Eigen::VectorXd>);
  const auto net = make_sequential<double>(Input{3}, Dense{2}, Tanh{});
  CHECK_GRADIENT(gradient_check(net, WeightedSum{}, checks::random(3, 4), checks::random(2, 4, 1, 3)));
}

TEST_CASE("A loss of logits refuses every target outside [0, 1], and names the cure") {
  for_each_loss([](const auto& loss) {
    using L = std::remove_cvref_t<decltype(loss)>;
    if constexpr (detail::TakesLogits<L>) {
      const std::string begin =
          "strata: " + std::string(type_name<L>()) + ": expected targets from 0 to 1, got ";
      const std::string general =
          "; other numbers than probabilities take MeanSquaredError, labels of classes are whole numbers: "
          "target.cast<int>()";
      const auto refused = [&](double number) {
        Eigen::MatrixXd target = Eigen::MatrixXd::Constant(3, 4, 0.25);
        target(2, 1) = number;
        return refusal(loss, checks::random(3, 4), target);
      };
      const std::string where = " for feature 2 of sample 1";
      CHECK(refused(-1) ==
            begin + "-1" + where + "; labels of -1 and 1 become 0 and 1 by (target.array() + 1) / 2");
      CHECK(refused(2) == begin + "2" + where + general);
      CHECK(refused(-1e-9) == begin + "-1e-09" + where + general);
      CHECK(refused(std::numeric_limits<double>::infinity()) == begin + "inf" + where + general);
      for (const double sign : {1.0, -1.0})
        CHECK(refused(std::copysign(std::nan(""), sign)) ==
              begin + "nan" + where + "; leave out samples whose target is missing");
      const double eps = std::numeric_limits<double>::epsilon();
      for (const double number : {0.0, -0.0, 1.0, 1 + eps, -eps}) CHECK(refused(number) == "accepted");
    }
  });
}

TEST_CASE("No loss has a value for no data") {
  for_each_loss([](const auto& loss) {
    CHECK_THROWS_WITH(
        loss.value(Eigen::MatrixXd(3, 0), Eigen::MatrixXd(3, 0)),
        contains("expected an output of at least one feature (row) and one sample (column), got 3 x "
                 "0; no data has no loss"));
  });
}

TEST_CASE("AsLogits is the loss that it wraps") {
  const AsLogits loss{CrossEntropy{.label_smoothing = 0.1}};
  const Eigen::MatrixXd y = checks::random(3, 4), t = Eigen::MatrixXd::Constant(3, 4, 1.0 / 3);
  STATIC_REQUIRE_FALSE(detail::TakesLogits<decltype(loss)>);
  CHECK(loss.value(y, t) == CrossEntropy{.label_smoothing = 0.1}.value(y, t));
}

TEST_CASE("A target has as many rows and columns as the output") {
  const auto check = [](Index rows, Index columns) {
    return said([&] { detail::check_target<Huber>(checks::random(3, 4), checks::random(rows, columns)); });
  };
  const std::string advice = "; output and target are both features x samples";
  CHECK(check(3, 4) == "accepted");
  CHECK(check(2, 4) == "strata: Huber: expected a target of 3 x 4, got 2 x 4" + advice);
  CHECK(check(3, 5) == "strata: Huber: expected a target of 3 x 4, got 3 x 5" + advice);
  CHECK(check(4, 3) == "strata: Huber: expected a target of 3 x 4, got 4 x 3" + advice);
  CHECK(said([] { detail::check_target<Huber>(checks::random(1, 1), checks::random(2, 1), "a weight"); }) ==
        "strata: Huber: expected a weight of 1 x 1, got 2 x 1" + advice);
}

TEMPLATE_TEST_CASE("A probability may be 8 epsilons below 0 or above 1, wherever it stands", "", float,
                   double) {
  using Matrix = Eigen::Matrix<TestType, Eigen::Dynamic, Eigen::Dynamic>;
  const TestType eps = std::numeric_limits<TestType>::epsilon();
  for (const Index feature : {0, 1, 2})
    for (const Index sample : {0, 1, 3}) {
      const auto check = [&](TestType number) {
        Matrix target = Matrix::Constant(3, 4, TestType(0.5));
        target(feature, sample) = number;
        return said([&] { detail::check_probabilities<CrossEntropy>(target); });
      };
      CHECK(check(-8 * eps) == "accepted");
      CHECK(check(1 + 8 * eps) == "accepted");
      const std::string where = " for feature " + std::to_string(feature) + " of sample " +
                                std::to_string(sample) +
                                "; other numbers than probabilities take MeanSquaredError, labels of classes "
                                "are whole numbers: target.cast<int>()";
      for (const TestType number : {-9 * eps, 1 + 9 * eps})
        CHECK(check(number) == "strata: CrossEntropy: expected targets from 0 to 1, got " +
                                   detail::to_digits(static_cast<double>(number)) + where);
    }
}

TEST_CASE("Labels are one number from 0 to classes - 1 for each sample") {
  const auto check = [](Index classes, const std::vector<int>& labels) {
    const Eigen::MatrixXd output = checks::random(classes, 4);
    const Eigen::Map<const Eigen::RowVectorXi> target(labels.data(), static_cast<Index>(labels.size()));
    return said([&] { detail::check_classes<CrossEntropy>(output, target); });
  };
  const std::string begin = "strata: CrossEntropy: expected ";
  CHECK(check(3, {0, 2, 1, 0}) == "accepted");
  CHECK(check(2, {1, 0, 0, 1}) == "accepted");
  CHECK(check(3, {3, 0, 0, 0}) ==
        begin + "labels from 0 to 2, got 3 for sample 0; the output has 3 classes (rows)");
  CHECK(check(2, {0, 1, 1, -1}) ==
        begin + "labels from 0 to 1, got -1 for sample 3; the output has 2 classes (rows)");
  const std::string count = begin + "4 labels, got ";
  CHECK(check(3, {0, 1, 2}) == count + "3; each sample (column of the output) has one");
  CHECK(check(3, {0, 1, 2, 0, 1}) == count + "5; each sample (column of the output) has one");
  CHECK(
      said([] { detail::check_classes<CrossEntropy>(Eigen::MatrixXd(3, 0), Eigen::RowVectorXi(0)); }) ==
      begin +
          "an output of at least one feature (row) and one sample (column), got 3 x 0; no data has no loss");
}

TEST_CASE("A vector of floating-point numbers is no labels, and one row leaves no class to choose") {
  const auto check = [](const Eigen::MatrixXd& output, const Eigen::MatrixXd& target) {
    return said([&] { detail::check_classes<CrossEntropy>(output, target); });
  };
  const auto refused = [&](Index rows, Index columns) {
    return check(checks::random(3, 4), checks::random(rows, columns));
  };
  const std::string begin = "strata: CrossEntropy: expected ";
  CHECK(refused(3, 4) == "accepted");
  CHECK(check(checks::random(3, 1), checks::random(3, 1)) == "accepted");
  CHECK(check(checks::random(2, 4), checks::random(2, 4)) == "accepted");
  for (const auto& [rows, columns] : {std::pair(1, 4), std::pair(4, 1)})
    CHECK(refused(rows, columns) ==
          begin +
              "whole numbers as labels, or probabilities of 3 x 4, got floating-point "
              "numbers of " +
              detail::rows_by_columns(rows, columns) + "; use labels.cast<int>()");
  // Vectors with a number for each class, and what is no vector, have the wrong shape alone.
  for (const auto& [rows, columns] : {std::pair(3, 1), std::pair(2, 4), std::pair(4, 2)})
    CHECK(refused(rows, columns) == begin + "a target of 3 x 4, got " +
                                        detail::rows_by_columns(rows, columns) +
                                        "; output and target are both features x samples");
  CHECK(check(checks::random(1, 4), checks::random(1, 4)) ==
        begin +
            "an output (row) for each of at least 2 classes, got 1; yes or no takes BinaryCrossEntropy and "
            "BinaryAccuracy, with targets 0 or 1");
}

TEST_CASE(
    "A target can be probabilities unless its type says that it is a vector without one for each class") {
  using detail::may_be_probabilities;
  CHECK(may_be_probabilities(3, 3, 4));
  CHECK(may_be_probabilities(3, 3, 1));
  CHECK(may_be_probabilities(3, Dynamic, 1));
  CHECK(may_be_probabilities(Dynamic, 3, 1));
  CHECK(may_be_probabilities(Dynamic, Dynamic, Dynamic));
  CHECK_FALSE(may_be_probabilities(3, 4, 1));
  CHECK_FALSE(may_be_probabilities(Dynamic, 1, 4));
  CHECK_FALSE(may_be_probabilities(1, 1, 1));
  // Another shape than the output's is another error.
  CHECK(may_be_probabilities(3, 2, 4));
  CHECK(may_be_probabilities(3, 4, 2));
}
