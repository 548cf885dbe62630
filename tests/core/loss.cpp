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

/// What `value` and `value_and_gradient` say of a target; both must say the same.
template <class L>
std::string refusal(const L& loss, const Eigen::MatrixXd& output, const Eigen::MatrixXd& target) {
  const auto said = [](const auto& call) -> std::string {
    try {
      call();
    } catch (const std::invalid_argument& error) {
      return error.what();
    }
    return "accepted";
  };
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
