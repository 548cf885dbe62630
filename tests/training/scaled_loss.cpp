#include <optional>
#include <vector>

#include <strata/training/scaled_loss.hpp>
#include <strata/training/snapshot_archive.hpp>

#include "../support/checks.hpp"

using namespace strata;
using Eigen::MatrixXd;

namespace {

/// Floor space, rooms and age of houses, and their prices: 3e5 with a deviation of about 1e5.
struct Houses {
  MatrixXd features{3, 400};
  Eigen::RowVectorXd prices{400};

  Houses() {
    Generator generator(3);
    for (Index i = 0; i < 400; ++i) {
      const double space = normal(generator), rooms = normal(generator), age = normal(generator);
      features.col(i) << 120 + 40 * space, 4 + rooms, 50 + 30 * age;
      prices(i) = 3e5 + 1e5 * std::tanh(space) + 2e4 * rooms * age + 5e3 * normal(generator);
    }
  }
};

const Houses houses;

template <class O>
double r2_of_prices(const O& optimizer, Index epochs) {
  const auto [train, test] = Dataset(houses.features, houses.prices).split(0.8);
  Sequential<double, Input<3>, Normalization, Dense<16>, Tanh, Dense<1>, Denormalization> net;
  adapt(net, train);
  const History history =
      fit(net, MeanSquaredError{}, optimizer, train, {.epochs = epochs, .progress = nullptr});
  CHECK(history.stopped.empty());
  return std::get<1>(evaluate(net, MeanSquaredError{}, test, R2{}));
}

using Scaled = Sequential<double, Input<2>, Dense<5>, Tanh, Dense<2>, Denormalization>;
using Unscaled = Sequential<double, Input<2>, Dense<5>, Tanh, Dense<2>>;
using Options = FitOptionsOf<double, double>;

/// 65 samples: batches of 16 leave one over, which joins the last of them.
const MatrixXd x = checks::random(2, 65), t = x.array().square();

template <class Net, class L>
History train(Net& net, const L& loss, const MatrixXd& targets, Options options = {.epochs = 3}) {
  options.batch_size = 16;
  options.clip_norm = 0.5;
  options.progress = nullptr;
  return fit(net, loss, SGD{.learning_rate = 0.1, .momentum = 0.9, .weight_decay = 1e-3}, Dataset(x, targets),
             options);
}

/// A network whose last layer has this mean and deviation for each of two outputs.
Scaled scaled_by(const Eigen::Vector2d& mean, const Eigen::Vector2d& deviation) {
  Scaled net;
  net.state() << mean, deviation;
  return net;
}

}  // namespace

TEST_CASE("House prices are learned with the defaults of Adam, and SGD does not diverge") {
  CHECK(r2_of_prices(Adam{}, 0) > 0.95);
  CHECK(r2_of_prices(SGD{.learning_rate = 1e-2}, 100) > 0.9);
  CHECK(r2_of_prices(SGD{.learning_rate = 1e-1}, 100) > 0.95);
}

TEST_CASE("The unit of targets changes no step of training") {
  const auto changes_nothing = [](const auto& loss) {
    INFO(type_name<decltype(loss)>());
    // Powers of two are exact, so that both networks agree to the bit.
    const Eigen::Vector2d deviation(0x1p60, 0x1p-40);
    Unscaled plain;
    Scaled net = scaled_by({0, 0}, deviation);
    train(plain, loss, t);
    train(net, loss, deviation.asDiagonal() * t);
    CHECK(net.parameters() == plain.parameters());
    CHECK(plain.parameters() != Unscaled().parameters());
  };
  changes_nothing(MeanSquaredError{});
  changes_nothing(MeanAbsoluteError{});
  changes_nothing(Huber{.delta = 0.1});
}

TEST_CASE("A unit whose square no float holds does not end training, and is shown") {
  const Eigen::MatrixXf inputs = x.cast<float>(), far = 1e25f * t.cast<float>();
  const Dataset data(inputs, far);
  Sequential<float, Input<2>, Normalization, Dense<2>, Denormalization> net;
  adapt(net, data);
  const History history = fit(net, MeanSquaredError{}, data, {.epochs = 3, .progress = nullptr});
  CHECK(history.stopped.empty());
  CHECK(history.epochs.back().loss > 1e49);
  CHECK(history.epochs.back().loss < 1e51);
}

TEST_CASE("A mean of the targets far above their deviation loses few digits") {
  const Eigen::Vector2d mean(1e6, -1e4), deviation(3, 1e3);
  Unscaled plain;
  Scaled net = scaled_by(mean, deviation);
  train(plain, MeanSquaredError{}, t);
  train(net, MeanSquaredError{}, (deviation.asDiagonal() * t).colwise() + mean);
  CHECK(checks::distance(net.parameters(), plain.parameters()) <= 1e-8);
}

TEST_CASE("Losses, metrics and what is watched are in the targets' own unit") {
  const double unit = 1024;
  const MatrixXd far = unit * t;
  const Dataset validation(x, far), plain_validation(x, t);
  const std::vector<AnyMetric<double, double>> metrics{R2{}, MeanAbsoluteError{}};
  Unscaled plain;
  Scaled net = scaled_by({0, 0}, {unit, unit});
  const EarlyStopping stopping{.patience = 2};
  const auto check = [&](const Dataset<double>* validate, const Dataset<double>* validate_plain) {
    const History expected =
        train(plain, MeanSquaredError{}, t,
              {.epochs = 3, .validation = validate_plain, .metrics = metrics, .early_stopping = stopping});
    const History got =
        train(net, MeanSquaredError{}, far,
              {.epochs = 3, .validation = validate, .metrics = metrics, .early_stopping = stopping});
    REQUIRE(got.epochs.size() == expected.epochs.size());
    for (std::size_t i = 0; i < got.epochs.size(); ++i) {
      const Epoch &a = got.epochs[i], &b = expected.epochs[i];
      CHECK(std::abs(a.loss / (unit * unit * b.loss) - 1) <= 1e-14);
      CHECK(std::abs(a.metrics[0] - b.metrics[0]) <= 1e-14);
      CHECK(std::abs(a.metrics[1] / (unit * b.metrics[1]) - 1) <= 1e-14);
      if (validate) CHECK(std::abs(a.validation_loss / (unit * unit * b.validation_loss) - 1) <= 1e-14);
    }
    return got.epochs[static_cast<std::size_t>(got.best_epoch - 1)].validation_loss;
  };
  check(nullptr, nullptr);
  const double best = check(&validation, &plain_validation);
  CHECK(std::get<0>(evaluate(net, MeanSquaredError{}, validation)) == best);
}

TEST_CASE("Outputs of different scales are learned alike, in float and with sizes known at run time too") {
  Eigen::MatrixXf targets(3, 400);
  targets.row(0) = (1e-6f * houses.features.row(0).cast<float>().array()).square();
  targets.row(1) = 1e12f - 1e10f * houses.features.row(1).cast<float>().array();
  targets.row(2).setConstant(7);
  const Eigen::MatrixXf features = houses.features.cast<float>();
  const Dataset data(features, targets);
  auto net =
      make_sequential<float>(Input{3}, Normalization{}, Dense{16}, Tanh{}, Dense{3}, Denormalization{});
  adapt(net, data);
  fit(net, Huber{}, Adam{.learning_rate = 1e-2}, data, {.epochs = 100, .progress = nullptr});
  const Eigen::MatrixXf outputs = predict(net, features);
  for (const Index i : {0, 1}) {
    const Eigen::RowVectorXf target = targets.row(i), output = outputs.row(i);
    CHECK(std::get<1>(evaluate(make_sequential<float>(Input{1}, Identity{}), MeanSquaredError{},
                               Dataset(output, target), R2{})) > 0.98);
  }
  CHECK(checks::distance(outputs.row(2), targets.row(2)) <= 0.1);
}

TEST_CASE(
    "Training of scaled targets goes on from a checkpoint to the same bit, with any number of threads") {
  const MatrixXd far = (300 * t).array() + 5000;
  const auto train_to = [&](Index epochs, std::optional<Snapshot>& kept, Index threads) {
    Scaled net;
    adapt(net, Dataset(x, far));
    const auto store =
        snapshot_store([&](const Snapshot& snapshot) { kept = snapshot; }, [&] { return kept; }, 1, 0);
    const History history =
        train(net, MeanSquaredError{}, far, {.epochs = epochs, .checkpoint = store, .threads = threads});
    return std::tuple(net.parameters(), net.state(), history.epochs.back().loss);
  };
  std::optional<Snapshot> kept, none;
  train_to(2, kept, 1);
  REQUIRE(kept);
  CHECK((train_to(5, kept, 2) == train_to(5, none, 1)));
}

TEST_CASE("Targets that do not have the output's features are refused before anything is trained") {
  Scaled net;
  const Scaled before = net;
  CHECK_THROWS_WITH(train(net, MeanSquaredError{}, t.topRows(1)),
                    contains("strata: MeanSquaredError: expected a target of 2 x 16, got 1 x 16"));
  CHECK(net.parameters() == before.parameters());
}

TEST_CASE("A network of nothing but Denormalization has nothing to train") {
  Sequential<double, Input<2>, Denormalization> net;
  adapt(net, Dataset(x, t));
  CHECK(train(net, MeanSquaredError{}, t).stopped.empty());
}

TEST_CASE("Normalization scales inputs as the first layer, and Denormalization targets as the last one") {
  using Both = Sequential<double, Input<2>, Normalization, Dense<2>, Denormalization>;
  using Turned = Sequential<double, Input<2>, Denormalization, Dense<2>, Normalization>;
  using Two = Sequential<double, Input<2>, Dense<2>, Denormalization>;
  using One = Sequential<double, Input<2>, Denormalization>;
  CHECK((detail::scales_inputs<Both> && detail::scales_targets<Both> && detail::trains_in_scaled_unit<Both>));
  CHECK_FALSE((detail::scales_inputs<Turned> || detail::scales_targets<Turned>));
  CHECK((detail::scales_targets<Two> && detail::trains_in_scaled_unit<Two>));
  CHECK_FALSE(detail::scales_inputs<Two>);
  CHECK((detail::scales_targets<One> && !detail::trains_in_scaled_unit<One>));
  CHECK_FALSE((detail::scales_inputs<Normalization> || detail::scales_targets<Denormalization>));
}
