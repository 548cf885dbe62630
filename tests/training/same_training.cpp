#include <strata/training/fit.hpp>
#include <strata/training/same_training.hpp>
#include <strata/training/snapshot_archive.hpp>

#include "../support/checks.hpp"

using namespace strata;

namespace {

/// Stands for a member of any type.
struct Anything {
  template <class T>
  operator T() const;
};

/// How many members an aggregate has.
template <class T, class... Members>
constexpr std::size_t member_count() {
  if constexpr (requires { T{Members{}..., Anything{}}; })
    return member_count<T, Members..., Anything>();
  else
    return sizeof...(Members);
}

/// What a checkpoint says of an optimizer, a loss or options.
template <class Visit>
Snapshot written(const Visit& visit) {
  Snapshot snapshot;
  SnapshotArchive archive(snapshot, SnapshotArchive::Direction::write);
  visit(archive);
  return snapshot;
}

template <class Visit>
void read(Snapshot snapshot, const Visit& visit) {
  SnapshotArchive archive(snapshot, SnapshotArchive::Direction::read);
  visit(archive);
  archive.finish();
}

/// A snapshot is taken as it is and without one of its texts but `needed`, and refused with another one.
template <class Visit>
void each_text_counts(const Visit& visit, const std::string& needed) {
  const Snapshot snapshot = written(visit);
  CHECK_NOTHROW(read(snapshot, visit));
  for (const auto& [name, text] : snapshot.texts) {
    INFO(name);
    Snapshot other = snapshot;
    other.texts[name] += "1";
    const std::string message = name + ": expected \"" + text + "1\", as training began";
    CHECK_THROWS_WITH(read(other, visit), contains(message.c_str()));
    other.texts.erase(name);
    if (name != needed) CHECK_NOTHROW(read(other, visit));
  }
}

template <class Options>
std::vector<std::string> names_of(const Options& options) {
  std::vector<std::string> names;
  for (const auto& metric : options.metrics) names.push_back(metric.name());
  return names;
}

}  // namespace

TEMPLATE_TEST_CASE("Every setting of an optimizer but its rate must be the same", "", SGD, Adam, AdamW, NAdam,
                   RMSProp, AdaGrad) {
  const auto visit = [](Archive& archive) { detail::same_kind(archive, "kind", TestType{}); };
  CHECK(written(visit).texts.at("kind") == type_name<TestType>());
  CHECK(written(visit).texts.size() == member_count<TestType>());
  CHECK_FALSE(written(visit).texts.contains("kind.learning_rate"));
  each_text_counts(visit, "kind");
}

TEMPLATE_TEST_CASE("Every setting of a loss must be the same", "", MeanSquaredError, MeanAbsoluteError, Huber,
                   CrossEntropy, BinaryCrossEntropy) {
  const auto visit = [](Archive& archive) { detail::same_kind(archive, "kind", TestType{}); };
  CHECK(written(visit).texts.size() == 1 + member_count<TestType>());
  each_text_counts(visit, "kind");
}

TEST_CASE("Settings are compared to the last digit, and files of before they were kept are taken") {
  const auto of = [](const SGD& sgd) {
    return [=](Archive& archive) { detail::same_kind(archive, "fit.optimizer", sgd); };
  };
  const Snapshot snapshot = written(of({.momentum = 0.9}));
  CHECK_NOTHROW(read(snapshot, of({.learning_rate = 7, .momentum = 0.9})));
  CHECK_THROWS_WITH(read(snapshot, of({.momentum = 0.8})),
                    "strata: checkpoint: fit.optimizer.momentum: expected \"0.9\", as training began, got "
                    "0.8; go on with the old one, or begin anew without the file");
  CHECK_THROWS_WITH(read(snapshot, of({.momentum = std::nextafter(0.9, 1)})),
                    contains("got 0.9000000000000001"));
  CHECK_THROWS_WITH(read(snapshot, of({.momentum = 0.9, .nesterov = true})),
                    contains("fit.optimizer.nesterov: expected \"false\", as training began, got true"));
  Snapshot old;
  old.texts["fit.optimizer"] = "SGD";
  CHECK_NOTHROW(read(old, of({.momentum = 0.9})));

  const auto weighted = [](const std::vector<double>& weights) {
    return [=](Archive& archive) {
      detail::same_kind(archive, "fit.loss", CrossEntropy{.class_weights = weights});
    };
  };
  CHECK_THROWS_WITH(read(written(weighted({1, 2.5})), weighted({2.5, 1})),
                    contains("fit.loss.class_weights: expected \"1 2.5\", as training began, got 2.5 1"));
}

TEST_CASE("The options that change what is learned must be the same") {
  using Options = FitOptionsOf<double, double>;
  const Eigen::MatrixXd x = checks::random(2, 10);
  const Dataset data(x, x), part = data.slice(0, 9);
  const auto of = [](const Options& options) {
    return [=](Archive& archive) { detail::same_options(archive, options, names_of(options)); };
  };
  const Options options{.validation = &data,
                        .metrics = {R2{}, Huber{}},
                        .schedule = CosineDecay{.steps = 5},
                        .early_stopping = EarlyStopping{},
                        .clip_norm = 1};
  const Snapshot snapshot = written(of(options));
  const auto refused = [&](auto Options::*member, auto value, const char* message) {
    Options changed = options;
    changed.*member = value;
    CHECK_THROWS_WITH(read(snapshot, of(changed)), contains(message));
  };
  refused(&Options::batch_size, 7, "fit.batch_size: expected \"32\", as training began, got 7");
  refused(&Options::seed, std::uint64_t{7}, "fit.seed: expected \"0\", as training began, got 7");
  refused(&Options::shuffle, false, "fit.shuffle: expected \"true\", as training began, got false");
  refused(&Options::schedule_every_batch, true, "fit.schedule_every_batch: expected \"false\"");
  refused(&Options::schedule, StepDecay{},
          "fit.schedule: expected \"CosineDecay\", as training began, got StepDecay");
  refused(&Options::schedule, Schedule{},
          "fit.schedule: expected \"CosineDecay\", as training began, got none");
  refused(&Options::clip_norm, 2, "fit.clip_norm: expected \"1\", as training began, got 2");
  refused(&Options::clip_norm, std::nullopt, "fit.clip_norm: expected \"1\", as training began, got none");
  refused(&Options::clip_value, 0.5, "fit.clip_value: expected \"none\", as training began, got 0.5");
  refused(&Options::early_stopping, std::nullopt, "fit.early_stopping: expected \"true\"");
  refused(&Options::early_stopping, EarlyStopping{.min_delta = 1},
          "fit.early_stopping.min_delta: expected \"0\", as training began, got 1");
  refused(&Options::validation, &part, "fit.validation_samples: expected \"10\", as training began, got 9");
  refused(&Options::validation, nullptr, "fit.validation_samples: expected \"10\", as training began, got 0");
  refused(&Options::metrics, decltype(options.metrics){Huber{}},
          "fit.metrics: expected \"R2 Huber\", as training began, got Huber;");
  refused(&Options::metrics, decltype(options.metrics){},
          "fit.metrics: expected \"R2 Huber\", as training began, got none");
}

TEST_CASE("The options that change for how long or at which rate may be others") {
  using Options = FitOptionsOf<double, double>;
  const auto of = [](const Options& options) {
    return [=](Archive& archive) { detail::same_options(archive, options, names_of(options)); };
  };
  const Snapshot snapshot =
      written(of({.epochs = 1, .schedule = CosineDecay{.steps = 5}, .early_stopping = EarlyStopping{}}));
  CHECK_NOTHROW(read(snapshot, of({.epochs = 2,
                                   .schedule = CosineDecay{.steps = 7},
                                   .early_stopping = EarlyStopping{.patience = 9},
                                   .threads = 2,
                                   .progress = nullptr,
                                   .interruptible = false})));
}
