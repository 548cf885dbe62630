#include <csignal>

#include <strata/losses/cross_entropy.hpp>
#include <strata/metrics/accuracy.hpp>
#include <strata/training/fit.hpp>

#include "../support/checks.hpp"

using namespace strata;
using Eigen::MatrixXd;

namespace {

/// Three clouds of points in the plane, one for each class.
struct Clouds {
  MatrixXd points{2, 300};
  Eigen::RowVectorXi labels{300};

  Clouds() {
    Generator generator(11);
    for (Index i = 0; i < 300; ++i) {
      labels(i) = static_cast<int>(i % 3);
      points(0, i) = 3 * (labels(i) == 1) + normal(generator);
      points(1, i) = 3 * (labels(i) == 2) + normal(generator);
    }
  }
};

using Classifier = Sequential<double, Input<2>, Dense<8>, ReLU, Dense<3>>;
using Options = FitOptionsOf<double, int>;

const Clouds clouds;

History train(Classifier& net, Options options, double learning_rate = 1e-2) {
  options.progress = nullptr;
  return fit(net, CrossEntropy{}, Adam{.learning_rate = learning_rate}, Dataset(clouds.points, clouds.labels),
             options);
}

}  // namespace

TEST_CASE("fit without any option learns exclusive or") {
  const MatrixXd x{{0, 0, 1, 1}, {0, 1, 0, 1}}, target{{0, 1, 1, 0}};
  for (const std::uint64_t seed : {0u, 1u, 2u}) {
    Sequential<double, Input<2>, Dense<8>, Tanh, Dense<1>> net;
    net.initialize(Automatic{}, seed);
    fit(net, MeanSquaredError{}, Dataset(x, target), {.progress = nullptr});
    CHECK(MeanSquaredError{}.value(net.predict(x), target) < 1e-3);
  }
}

TEST_CASE("fit learns classes, and records every epoch") {
  Classifier net;
  const auto [training, validation] = Dataset(clouds.points, clouds.labels).split(0.8);
  const auto history =
      fit(net, CrossEntropy{}, Adam{.learning_rate = 1e-2}, training,
          {.epochs = 20, .validation = &validation, .metrics = {Accuracy{}}, .progress = nullptr});
  REQUIRE(history.epochs.size() == 20);
  CHECK(history.stopped.empty());
  CHECK(history.metric_names == std::vector<std::string>{"Accuracy"});
  CHECK(history.epochs.back().metrics[0] > 0.85);
  CHECK(history.epochs.back().loss < history.epochs.front().loss / 2);
  const auto [loss, accuracy] = evaluate(net, CrossEntropy{}, validation, Accuracy{});
  CHECK(history.epochs.back().validation_loss == loss);
  CHECK(history.epochs.back().metrics[0] == accuracy);
}

TEST_CASE("Two runs with one seed are equal bit by bit, with another seed not") {
  Classifier first, second, third;
  const auto history = train(first, {.epochs = 3, .seed = 5});
  CHECK(train(second, {.epochs = 3, .seed = 5}).epochs.back().loss == history.epochs.back().loss);
  CHECK(first.parameters() == second.parameters());
  train(third, {.epochs = 3, .seed = 6});
  CHECK(first.parameters() != third.parameters());
}

TEST_CASE("One epoch without shuffling is the steps written by hand, a shorter last batch included") {
  Classifier net, by_hand;
  train(net, {.epochs = 1, .batch_size = 64, .shuffle = false});
  const Adam adam{.learning_rate = 1e-2};
  auto state = adam.init(by_hand.parameters());
  Workspace<Classifier> pass;
  for (Index first = 0; first < 300; first += 64) {
    const Index count = std::min<Index>(64, 300 - first);
    by_hand.forward(clouds.points.middleCols(first, count), pass);
    by_hand.backward(pass, CrossEntropy{}, clouds.labels.middleCols(first, count));
    adam.step(by_hand.parameters(), pass.gradient(), state);
  }
  CHECK(checks::distance(net.parameters(), by_hand.parameters()) <= 1e-15);
}

TEST_CASE("A schedule moves the learning rate by epoch or by batch") {
  Classifier net;
  auto history = train(net, {.epochs = 3, .schedule = ExponentialDecay{.gamma = 0.5}});
  CHECK(history.epochs[0].learning_rate == 1e-2);
  CHECK(history.epochs[2].learning_rate == 1e-2 / 4);
  history = train(net, {.epochs = 1,
                        .batch_size = 100,
                        .schedule = ExponentialDecay{.gamma = 0.5},
                        .schedule_every_batch = true});
  CHECK(history.epochs[0].learning_rate == 1e-2 / 4);
}

TEST_CASE("A loss that is no number ends training with the last good parameters") {
  Classifier net;
  MatrixXd poisoned = clouds.points;
  poisoned(0, 299) = std::nan("");
  const auto history = fit(net, CrossEntropy{}, SGD{.learning_rate = 0.1}, Dataset(poisoned, clouds.labels),
                           {.epochs = 3, .batch_size = 100, .shuffle = false, .progress = nullptr});
  CHECK_THAT(history.stopped,
             contains("in epoch 1, batch 3, because the loss is nan: feature 0 of sample 299"));
  CHECK(net.parameters().allFinite());

  Classifier far;
  const auto diverged = fit(far, MeanSquaredError{}, SGD{.learning_rate = 1e10},
                            Dataset(clouds.points, MatrixXd(3, 300).setOnes().eval()), {.progress = nullptr});
  CHECK_THAT(diverged.stopped, contains(" at learning rate 1e+10; the network keeps parameters from before"));
  CHECK(far.parameters().allFinite());
}

TEST_CASE("Early stopping gives the parameters of the best epoch") {
  Classifier net;
  const auto [training, validation] = Dataset(clouds.points, clouds.labels).split(0.1);
  const auto history = fit(net, CrossEntropy{}, Adam{.learning_rate = 0.1}, training,
                           {.epochs = 200,
                            .validation = &validation,
                            .early_stopping = EarlyStopping{.patience = 3},
                            .progress = nullptr});
  CHECK_THAT(history.stopped, contains("the loss has not fallen since epoch"));
  CHECK(static_cast<Index>(history.epochs.size()) == history.best_epoch + 3);
  const auto best = static_cast<std::size_t>(history.best_epoch - 1);
  CHECK(std::get<0>(evaluate(net, CrossEntropy{}, validation)) == history.epochs[best].validation_loss);
}

TEST_CASE("Callbacks see each batch and epoch and can end training") {
  Classifier net;
  int batches = 0;
  auto history = train(net, {.epochs = 9, .batch_size = 100, .on_batch = [&](const BatchReport& report) {
                               CHECK(report.batch == batches % 3 + 1);
                               return ++batches < 5;
                             }});
  CHECK(batches == 5);
  CHECK(history.epochs.size() == 1);
  CHECK_THAT(history.stopped, contains("in epoch 2, batch 2, because on_batch returned false"));
  history =
      train(net, {.epochs = 9, .on_epoch = [](const History& so_far) { return so_far.epochs.size() < 2; }});
  CHECK(history.epochs.size() == 2);
}

TEST_CASE("Ctrl-C ends training after the current batch with the history intact") {
  std::signal(SIGINT, SIG_DFL);  // A shell may have had it ignored.
  Classifier net;
  const auto history = train(net, {.epochs = 9, .batch_size = 100, .on_batch = [](const BatchReport& report) {
                                     if (report.epoch == 2 && report.batch == 2) std::raise(SIGINT);
                                     return true;
                                   }});
  CHECK(history.epochs.size() == 1);
  CHECK_THAT(history.stopped, contains("in epoch 2, batch 2, because it was interrupted"));
}

TEST_CASE("Ctrl-C after the last batch is told, and ends nothing else") {
  std::signal(SIGINT, SIG_DFL);
  Classifier net;
  const auto history = train(net, {.epochs = 2, .on_epoch = [](const History& so_far) {
                                     if (so_far.epochs.size() == 2) std::raise(SIGINT);
                                   }});
  CHECK(history.epochs.size() == 2);
  CHECK(history.stopped == "in epoch 2, because it was interrupted");
}

TEST_CASE("Clipping bounds the step") {
  Classifier net;
  const Eigen::VectorXd before = net.parameters();
  fit(net, CrossEntropy{}, SGD{.learning_rate = 1}, Dataset(clouds.points, clouds.labels),
      {.epochs = 1, .batch_size = 300, .clip_norm = 1e-3, .progress = nullptr});
  CHECK(std::abs((net.parameters() - before).norm() - 1e-3) < 1e-8);
}

TEST_CASE("Layers that draw and remember are trained like others") {
  auto net = make_sequential<double>(Input{2}, Dense{16}, BatchNorm{}, ReLU{}, Dropout{0.1}, Dense{3});
  const auto history =
      fit(net, CrossEntropy{}, Adam{.learning_rate = 1e-2}, Dataset(clouds.points, clouds.labels),
          {.epochs = 20, .metrics = {Accuracy{}}, .progress = nullptr});
  CHECK(history.epochs.back().metrics[0] > 0.8);
  CHECK(net.state().norm() > 0);
}

TEST_CASE("fit refuses what cannot be meant") {
  Classifier net;
  const Classifier before = net;
  CHECK_THROWS_WITH(train(net, {.batch_size = 0}),
                    contains("strata: fit: expected a batch size of at least 1, got 0"));
  CHECK_THROWS_AS(train(net, {.epochs = -1}), std::invalid_argument);
  CHECK_THROWS_AS(train(net, {.clip_norm = -1}), std::invalid_argument);
  CHECK_THROWS_AS(train(net, {.threads = 0}), std::invalid_argument);
  const MatrixXd wide = checks::random(5, 300);
  CHECK_THROWS_WITH(fit(net, CrossEntropy{}, Dataset(wide, clouds.labels), {.progress = nullptr}),
                    contains("expected 2 features (rows) in the inputs, got 5"));
  const Dataset data(clouds.points, clouds.labels), other(wide, clouds.labels);
  CHECK_THROWS_WITH(fit(net, CrossEntropy{}, data, {.validation = &other, .progress = nullptr}),
                    contains("in the inputs of the validation data, got 5"));
  CHECK(net.parameters() == before.parameters());
}

TEST_CASE("A single sample that would be left over joins the last batch") {
  auto net = make_sequential<double>(Input{2}, BatchNorm{}, Dense{3});
  Index batches = 0;
  fit(net, CrossEntropy{}, Adam{}, Dataset(clouds.points, clouds.labels).slice(0, 65),
      {.epochs = 1,
       .batch_size = 32,
       .on_batch = [&](const BatchReport&) { return ++batches > 0; },
       .progress = nullptr});
  CHECK(batches == 2);
}

TEST_CASE("ReduceOnPlateau follows the batches' losses where it is asked every batch") {
  Classifier net;
  const auto history =
      train(net, {.epochs = 2, .schedule = ReduceOnPlateau{.patience = 100}, .schedule_every_batch = true});
  CHECK(history.epochs.back().learning_rate == 1e-2);
}

TEST_CASE("Any number of threads trains, evaluates and predicts the same to the bit") {
  const auto x = checks::random<Eigen::MatrixXf>(200, 700);
  const Eigen::RowVectorXi labels =
      Eigen::RowVectorXi::LinSpaced(700, 0, 699).unaryExpr([](int i) { return i % 9; });
  const Dataset data(x, labels);
  const auto train = [&](Index threads) {
    auto net = make_sequential<float>(Input{200}, Dense{130}, BatchNorm{}, ReLU{}, Dropout{0.2}, Dense{9});
    const auto history = fit(
        net, CrossEntropy{}, Adam{}, data,
        {.epochs = 2, .batch_size = 100, .metrics = {Accuracy{}}, .threads = threads, .progress = nullptr});
    const Threads scope(threads);
    const auto [loss, accuracy] = evaluate(net, CrossEntropy{}, data, Accuracy{});
    return std::tuple(net.parameters(), net.state(), history.epochs.back().loss, loss, accuracy,
                      predict(net, x));
  };
  const auto alone = train(1);
  for (const Index threads : {2, 3}) CHECK((train(threads) == alone));
}

namespace {

/// Five epochs in an order of their own, with the state of an optimizer.
template <class O, class State>
void train_five(Classifier& net, const O& optimizer, State& state, const Options& options = {}) {
  Options all = options;
  all.epochs = 5;
  all.shuffle = false;
  all.progress = nullptr;
  fit(net, CrossEntropy{}, optimizer, state, Dataset(clouds.points, clouds.labels), all);
}

}  // namespace

TEMPLATE_TEST_CASE("With the optimizer's state, two calls are one of twice the length, to the bit", "", Adam,
                   AdaGrad) {
  Classifier net, whole, forgetful;
  const TestType optimizer;
  auto state = optimizer.init(net.parameters());
  train_five(net, optimizer, state);
  CHECK(state.steps == 50);
  train_five(net, optimizer, state);
  const Dataset data(clouds.points, clouds.labels);
  fit(whole, CrossEntropy{}, optimizer, data, {.epochs = 10, .shuffle = false, .progress = nullptr});
  CHECK(net.parameters() == whole.parameters());
  for (int call = 0; call < 2; ++call)
    fit(forgetful, CrossEntropy{}, optimizer, data, {.epochs = 5, .shuffle = false, .progress = nullptr});
  CHECK(forgetful.parameters() != whole.parameters());
}

TEST_CASE("The optimizer's state is that of the last whole step where something throws") {
  Classifier net;
  const Adam adam;
  auto state = adam.init(net.parameters());
  const auto throws = [](const BatchReport& report) -> bool {
    return report.batch < 3 ? true : throw std::runtime_error("thrown");
  };
  CHECK_THROWS_WITH(train_five(net, adam, state, {.on_batch = throws}), "thrown");
  CHECK(state.steps == 3);
}

TEST_CASE("The optimizer's state begins anew where training diverges, and stays where a batch is to blame") {
  Classifier net;
  const Adam wild{.learning_rate = 1e300};
  auto state = wild.init(net.parameters());
  train_five(net, wild, state);
  CHECK(net.parameters().allFinite());
  CHECK(state.steps == 0);
  CHECK(state.first_moment.isZero());

  MatrixXd poisoned = clouds.points;
  poisoned(0, 299) = std::nan("");
  fit(net, CrossEntropy{}, Adam{}, state, Dataset(poisoned, clouds.labels),
      {.epochs = 1, .batch_size = 100, .shuffle = false, .progress = nullptr});
  CHECK(state.steps == 2);
}

TEST_CASE("Options may stand in a variable, without the types of the data or with them") {
  const Dataset data(clouds.points, clouds.labels);
  Classifier in_place, in_variable, typed;
  const auto expected = fit(in_place, CrossEntropy{}, data,
                            {.epochs = 2,
                             .batch_size = 30,
                             .schedule = ExponentialDecay{.gamma = 0.5},
                             .early_stopping = EarlyStopping{.patience = 1},
                             .clip_norm = 0.1,
                             .clip_value = 0.05,
                             .seed = 3,
                             .progress = nullptr});
  const FitOptions options{.epochs = 2,
                           .batch_size = 30,
                           .schedule = ExponentialDecay{.gamma = 0.5},
                           .early_stopping = EarlyStopping{.patience = 1},
                           .clip_norm = 0.1,
                           .clip_value = 0.05,
                           .seed = 3,
                           .progress = nullptr};
  const auto history = fit(in_variable, CrossEntropy{}, data, options);
  CHECK(in_variable.parameters() == in_place.parameters());
  CHECK(history.epochs.back().learning_rate == expected.epochs.back().learning_rate);
  const FitOptionsFor<decltype(data)> with_metrics{
      .epochs = 2, .validation = &data, .metrics = {Accuracy{}}, .progress = nullptr};
  CHECK(fit(typed, CrossEntropy{}, Adam{}, data, with_metrics).metric_names.size() == 1);
}

TEST_CASE("Callbacks that return nothing let training go on") {
  Classifier net;
  int batches = 0, epochs = 0;
  train(net, {.epochs = 2,
              .batch_size = 100,
              .on_batch = [&](const BatchReport&) { ++batches; },
              .on_epoch = [&](const History&) { ++epochs; }});
  CHECK(batches == 6);
  CHECK(epochs == 2);
}

TEST_CASE("Metrics that take logits are refused after probabilities, in fit and in evaluate") {
  const MatrixXd target = clouds.points.topRows(1).cwiseAbs().cwiseMin(1).array().round();
  const Dataset data(clouds.points, target);
  Sequential<double, Input<2>, Dense<1>, Sigmoid> net;
  const auto with = [&](const auto& metric) {
    return FitOptionsFor<decltype(data)>{.epochs = 1, .metrics = {metric}, .progress = nullptr};
  };
  CHECK_THROWS_WITH(fit(net, MeanSquaredError{}, data, with(BinaryAccuracy{})),
                    contains("strata: BinaryAccuracy: expected logits, got probabilities"));
  CHECK_THROWS_WITH(fit(net, MeanSquaredError{}, data, with(BinaryCrossEntropy{})),
                    contains("strata: BinaryCrossEntropy: expected logits, got probabilities"));
  CHECK_THROWS_WITH(evaluate(net, MeanSquaredError{}, data, BinaryAccuracy{}), contains("expected logits"));
  CHECK_NOTHROW(fit(net, MeanSquaredError{}, data, with(BinaryAccuracy{.threshold = 0.5})));
  CHECK_NOTHROW(fit(net, MeanSquaredError{}, data, with(AsLogits{BinaryCrossEntropy{}})));
}

TEST_CASE("Data is a Dataset and nothing else") {
  CHECK(detail::is_dataset<Dataset<float, int>>);
  CHECK_FALSE(detail::is_dataset<MatrixXd>);
}
