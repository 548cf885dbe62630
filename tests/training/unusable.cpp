#include <strata/training/fit.hpp>
#include <strata/training/unusable.hpp>

#include "../support/checks.hpp"

using namespace strata;
using Eigen::MatrixXd;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

using Network = Sequential<double, Input<2>, Dense<3>, Tanh, Dense<1>>;

struct Result {
  Network net;
  History history;
};

/// Two epochs of shuffled batches of three.
template <class Data>
Result train(const Data& data, const Dataset<double>* validation = nullptr, double rate = 0.1,
             const Network& first = {}) {
  Result result{first, {}};
  result.history = fit(
      result.net, MeanSquaredError{}, SGD{.learning_rate = rate}, data,
      {.epochs = 2, .batch_size = 3, .validation = validation, .early_stopping = {}, .progress = nullptr});
  return result;
}

const MatrixXd x = checks::random(2, 12), t = x.colwise().prod();

}  // namespace

TEST_CASE("What is not finite is named by its feature and the caller's number of its sample") {
  for (const double bad : {missing, infinity, -infinity})
    for (Index sample = 0; sample < 12; ++sample) {
      CAPTURE(bad, sample);
      const std::string end = " of sample " + std::to_string(sample) + " is " + detail::to_digits(bad) +
                              "; leave such samples out, or mend them";
      MatrixXd inputs = x, targets = t;
      inputs(1, sample) = bad;
      const Result input = train(Dataset(inputs, t));
      CHECK_THAT(input.history.stopped, contains(("feature 1" + end).c_str()));
      CHECK(detail::is_finite(input.net));
      targets(0, sample) = bad;
      const Result target = train(Dataset(x, targets));
      CHECK_THAT(target.history.stopped, contains(("target 0" + end).c_str()));
      CHECK(detail::is_finite(target.net));
    }
}

TEST_CASE("Where a batch is to blame, every step before it is kept") {
  MatrixXd poisoned = x;
  poisoned(0, 11) = missing;
  Network net, before;
  const auto history = fit(net, MeanSquaredError{}, SGD{}, Dataset(poisoned, t),
                           {.epochs = 1, .batch_size = 3, .shuffle = false, .progress = nullptr});
  CHECK(
      history.stopped ==
      "in epoch 1, batch 4, because the loss is nan: feature 0 of sample 11 is nan; leave such samples out, "
      "or mend them");
  const Dataset good = Dataset(x, t).slice(0, 9);
  fit(before, MeanSquaredError{}, SGD{}, good,
      {.epochs = 1, .batch_size = 3, .shuffle = false, .progress = nullptr});
  CHECK(net.parameters() == before.parameters());
}

TEST_CASE("A part of a data set is numbered as the whole") {
  MatrixXd poisoned = x;
  poisoned(0, 7) = missing;
  const auto [first, second] = Dataset(poisoned, t).split(0.5);
  const std::string one = train(first).history.stopped, two = train(second).history.stopped;
  CHECK(one.empty() != two.empty());
  CHECK_THAT(one + two, contains("feature 0 of sample 7 is nan"));
}

TEST_CASE("Data is to blame too where its loss was finite, and only the next one was not") {
  Sequential<double, Input<2>, BatchNorm, Dense<1>> net;
  MatrixXd poisoned = x;
  poisoned(0, 1) = 1e200;
  const auto history = fit(net, MeanSquaredError{}, SGD{}, Dataset(poisoned, t),
                           {.epochs = 2, .batch_size = 4, .shuffle = false, .progress = nullptr});
  CHECK_THAT(history.stopped, contains("feature 0 of sample 1 is 1e+200, too large to be squared"));
  CHECK(detail::is_finite(net));
}

TEST_CASE("Validation data that is not finite is named at once, and the network is kept") {
  for (const bool is_input : {true, false}) {
    MatrixXd inputs = x, targets = t;
    (is_input ? inputs(1, 3) : targets(0, 3)) = missing;
    const Dataset validation(inputs, targets);
    const Result result = train(Dataset(x, t), &validation);
    CHECK_THAT(result.history.stopped, contains("in epoch 1, batch 4, because the validation loss is nan: "));
    CHECK_THAT(result.history.stopped,
               contains(is_input ? "feature 1 of sample 3 of the validation data is nan"
                                 : "target 0 of sample 3 of the validation data is "
                                   "nan"));
    CHECK(result.net.parameters() != Network{}.parameters());
  }
}

TEST_CASE("Early stopping with a validation loss that was never finite says so") {
  Network net;
  net.parameters().setConstant(1e160);
  const MatrixXd none = MatrixXd::Zero(2, 12), zeros = MatrixXd::Zero(1, 12);
  const Dataset data(none, zeros), validation(x, t);
  net.layer<2>().bias().setZero();
  net.layer<0>().bias().setZero();
  const auto history = fit(net, MeanSquaredError{}, SGD{.learning_rate = 0}, data,
                           {.epochs = 9,
                            .validation = &validation,
                            .early_stopping = EarlyStopping{.patience = 2},
                            .progress = nullptr});
  CHECK(history.stopped == "in epoch 2, because the loss has never been a finite number");
}

TEST_CASE("A network that is not whole before the first step is to blame, and stays as it was") {
  Network broken;
  broken.parameters()(2) = missing;
  const Result result = train(Dataset(x, t), nullptr, 0.1, broken);
  CHECK(result.history.stopped ==
        "in epoch 1, batch 1, because the loss is nan: before the first step; load, initialize or adapt the "
        "network anew");
  Network large;
  large.parameters().setConstant(1e200);
  CHECK(train(Dataset(x, t), nullptr, 0.1, large).history.stopped ==
        "in epoch 1, batch 1, because the loss is inf: in the first step, with finite data and parameters; "
        "look at the layers and the loss");
}

TEST_CASE("Where data and network are in order, the rate is to blame") {
  const Result result = train(Dataset(x, t), nullptr, 1e200);
  CHECK_THAT(result.history.stopped, contains(" at learning rate 1e+200; the network keeps parameters from "
                                              "before. Choose a smaller rate, or clip gradients"));
  CHECK(detail::is_finite(result.net));
}

TEST_CASE("A feature too large for the running statistics of BatchNorm ends training with its name") {
  Eigen::MatrixXf wide = checks::random<Eigen::MatrixXf>(2, 12);
  wide.row(1) *= 1e30f;
  const Eigen::MatrixXf targets = t.cast<float>();
  Sequential<float, Input<2>, BatchNorm, Dense<1>> net;
  const auto history = fit(net, MeanSquaredError{}, Dataset(wide, targets), {.progress = nullptr});
  CHECK_THAT(history.stopped, contains("in epoch 1, batch 1, because the network holds NaN or infinity: "
                                       "feature 1 of sample "));
  CHECK_THAT(history.stopped, contains("e+30, too large to be squared; standardise it"));
  CHECK(detail::is_finite(net));
}

TEST_CASE("A wrong label is named by the caller's number, in training and validation") {
  Eigen::RowVectorXi labels = Eigen::RowVectorXi::LinSpaced(12, 0, 11).unaryExpr([](int i) { return i % 3; });
  const Eigen::RowVectorXi right = labels;
  labels(3) = 3;
  const Dataset wrong(x, labels), good(x, right);
  Sequential<double, Input<2>, Dense<3>> net;
  const FitOptionsOf<double, int> options{.epochs = 1, .batch_size = 4, .progress = nullptr};
  CHECK_THROWS_WITH(fit(net, CrossEntropy{}, wrong, options), contains("got 3 for sample 3;"));
  FitOptionsOf<double, int> validated = options;
  validated.validation = &wrong;
  CHECK_THROWS_WITH(fit(net, CrossEntropy{}, good, validated),
                    contains("got 3 for sample 3 of the validation data;"));
  CHECK_THROWS_WITH(evaluate(net, CrossEntropy{}, wrong.slice(2, 5)), contains("got 3 for sample 3;"));
}

TEST_CASE("Of the samples that are asked for, the first number that cannot be used is named") {
  MatrixXd inputs = MatrixXd::Zero(2, 6), targets = MatrixXd::Zero(2, 6);
  const auto beyond = [&](Index first, Index count) {
    return detail::number_beyond(Dataset(inputs, targets), first, count, 5, " of the test");
  };
  CHECK(beyond(0, 6) == "");
  inputs(1, 2) = targets(0, 2) = 5;
  CHECK(beyond(0, 6) == "");
  targets(1, 2) = -5.5;
  CHECK(beyond(0, 6) == "target 1 of sample 2 of the test is -5.5");
  inputs(0, 2) = 7;
  CHECK(beyond(0, 6) == "feature 0 of sample 2 of the test is 7");
  CHECK(beyond(2, 1) == "feature 0 of sample 2 of the test is 7");
  CHECK(beyond(0, 2) == "");
  CHECK(beyond(3, 3) == "");
}

TEST_CASE("Data is unusable where it is not finite, or too large to be squared") {
  MatrixXd inputs = MatrixXd::Zero(1, 3), targets = MatrixXd::Zero(1, 3);
  const auto unusable = [&] { return detail::unusable(Dataset(inputs, targets), 0, 3); };
  const double root = std::sqrt(std::numeric_limits<double>::max());
  inputs(1) = root;
  CHECK(unusable() == "");
  inputs(1) = std::nextafter(root, infinity);
  CHECK(
      unusable() ==
      "feature 0 of sample 1 is 1.34078e+154, too large to be squared; standardise it: Normalization as the "
      "first layer and adapt(net, data)");
  targets(2) = infinity;
  CHECK(unusable() == "target 0 of sample 2 is inf; leave such samples out, or mend them");
}

TEST_CASE("The batch is to blame, or other data in a spoilt network, or the network before the first step") {
  MatrixXd poisoned = x;
  poisoned(0, 0) = missing;
  const Dataset good(x, t), bad(poisoned, t);
  const std::string sample = "feature 0 of sample 0 is nan; leave such samples out, or mend them";
  const auto blame = [](const auto& data, Index first, bool is_whole, Index steps) {
    return detail::blame_but_the_rate(data, first, 3, is_whole, steps);
  };
  CHECK(blame(bad, 0, true, 0) == sample);
  CHECK(blame(bad, 0, false, 7) == sample);
  CHECK(blame(bad, 3, false, 7) == sample);
  CHECK(blame(bad, 3, true, 7) == "");
  CHECK(blame(good, 3, true, 1) == "");
  CHECK(blame(good, 3, false, 1) == "");
  CHECK(blame(good, 3, true, 0) ==
        "in the first step, with finite data and parameters; look at the layers and the loss");
  CHECK(blame(good, 3, false, 0) == "before the first step; load, initialize or adapt the network anew");
}

TEST_CASE("A network is finite where its parameters and its state are") {
  Sequential<double, Input<2>, BatchNorm> net;
  CHECK(detail::is_finite(net));
  net.parameters()(0) = missing;
  CHECK_FALSE(detail::is_finite(net));
  net.parameters()(0) = 1;
  net.state()(0) = infinity;
  CHECK_FALSE(detail::is_finite(net));
}
