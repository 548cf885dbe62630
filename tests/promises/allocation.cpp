// Counts every way to ask for memory, because Eigen's own check sees only its own.
#include <atomic>
#include <cstdlib>
#include <functional>
#include <utility>
#include <vector>

#include <dlfcn.h>

#include "../support/checks.hpp"

namespace {

std::atomic<long> allocations{0};

template <class Function>
Function* next(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

}  // namespace

// operator new and std::malloc both come here.
extern "C" {

void* malloc(std::size_t size) {
  static const auto original = next<void*(std::size_t)>("malloc");
  ++allocations;
  return original(size);
}

void* realloc(void* memory, std::size_t size) {
  static const auto original = next<void*(void*, std::size_t)>("realloc");
  ++allocations;
  return original(memory, size);
}

void* aligned_alloc(std::size_t alignment, std::size_t size) {
  static const auto original = next<void*(std::size_t, std::size_t)>("aligned_alloc");
  ++allocations;
  return original(alignment, size);
}

int posix_memalign(void** memory, std::size_t alignment, std::size_t size) {
  static const auto original = next<int(void**, std::size_t, std::size_t)>("posix_memalign");
  ++allocations;
  return original(memory, alignment, size);
}

}  // extern "C"

using namespace strata;

namespace {

template <class F>
long allocations_of(F&& f) {
  const long before = allocations;
  for (int i = 0; i < 100; ++i) f();
  return allocations - before;
}

/// No step after the first and no prediction allocates, whatever remembers the batch's size.
template <Index Samples, class Net>
void trains_and_predicts_without_allocation(Net net, Index samples) {
  using Scalar = typename Net::Scalar;
  using Batch = Eigen::Matrix<Scalar, Eigen::Dynamic, Samples == 1 ? 1 : Eigen::Dynamic>;
  const Batch x = checks::random<Batch>(net.input_shape().size(), samples);
  const Batch target = checks::random<Batch>(net.output_shape().size(), samples);
  const MeanSquaredError loss;
  const SGD sgd{.learning_rate = 0.01, .momentum = 0.9, .weight_decay = 1e-4, .nesterov = true};
  auto state = sgd.init(net.parameters());
  Workspace<Net, Samples> pass, inference;

  double sum = 0;
  const auto step = [&] {
    net.forward(x, pass);
    sum += static_cast<double>(net.backward(pass, loss, target));
    sgd.step(net.parameters(), pass.gradient(), state);
    SGD{.learning_rate = 1e-3}.step(net.parameters(), pass.gradient());
  };
  const auto separate_loss = [&] {
    net.forward(x, pass);
    net.backward(pass, 0.5 * (pass.output() - target));
    sum += static_cast<double>(loss.value(pass.output(), target));
  };
  const auto predict = [&] { sum += static_cast<double>(net.predict(x, inference)(0)); };
  const auto predict_smaller = [&] {
    sum += static_cast<double>(net.predict(x.leftCols((samples + 1) / 2), inference)(0));
  };

  step(), separate_loss(), predict();
  CHECK(allocations_of(step) == 0);
  CHECK(allocations_of(separate_loss) == 0);
  CHECK(allocations_of(predict) == 0);
  if constexpr (Samples == Dynamic) CHECK(allocations_of(predict_smaller) == 0);
  CHECK(std::isfinite(sum));
}

}  // namespace

TEST_CASE("The counter counts") {
  // The pointers are volatile, lest the compiler leave out what has no effect.
  CHECK(allocations_of([] {
          void* volatile memory = std::malloc(7);
          std::free(memory);
        }) == 100);
  CHECK(allocations_of([] {
          int* volatile number = new int(3);
          delete number;
        }) == 100);
  CHECK(allocations_of([] {
          const Eigen::MatrixXd matrix = Eigen::MatrixXd::Ones(30, 30);
          const double* volatile data = matrix.data();
          (void)data;
        }) == 100);
}

TEST_CASE("2-1-2 allocates nothing") {
  using Fixed = Sequential<double, Input<2>, Dense<1>, Sigmoid, Dense<2>, Sigmoid>;
  CHECK(allocations_of([] {
          Fixed net;
          const Eigen::Vector2d x{0.1, 0.2};
          auto pass = net.forward(x);
          net.backward(pass, MeanSquaredError{}, x);
          SGD{}.step(net.parameters(), pass.gradient());
          CHECK_NOFAIL(net.predict(x)(0) > 0);
        }) == allocations_of([] { CHECK_NOFAIL(1.0 > 0); }));
  trains_and_predicts_without_allocation<1>(Fixed{}, 1);
  trains_and_predicts_without_allocation<Dynamic>(
      make_sequential<double>(Input{2}, Dense{1}, Sigmoid{}, Dense{2}, Sigmoid{}), 1);
}

TEST_CASE("784-128-10 in batches of 64 allocates nothing") {
  trains_and_predicts_without_allocation<Dynamic>(
      Sequential<float, Input<784>, Dense<128>, ReLU, Dense<10>>{}, 64);
  trains_and_predicts_without_allocation<Dynamic>(
      make_sequential<float>(Input{784}, Dense{128}, ReLU{}, Dense{10}), 64);
}

TEST_CASE("784-512-512-10 in batches of 256 allocates nothing") {
  trains_and_predicts_without_allocation<Dynamic>(
      Sequential<float, Input<784>, Dense<512>, ReLU, Dense<512>, ReLU, Dense<10>>{}, 256);
}

TEST_CASE("Every activation and container allocates nothing") {
  trains_and_predicts_without_allocation<Dynamic>(
      make_sequential<double>(Input{3}, Dense{40}, Sigmoid{}, Tanh{}, ReLU{}, LeakyReLU{}, ELU{}, SiLU{},
                              GELU{}, GELUTanh{}, SELU{}, Mish{}, HardSwish{}, Softplus{}, Softmax{},
                              Identity{}, Residual(Dense{40}, Tanh{}), Dense{2, no_bias}),
      33);
}

TEST_CASE("Inside fit, no step after the first epoch allocates, with one thread or several") {
  const Index threads = GENERATE(1, 2, 3);
  const Eigen::MatrixXf x = checks::random<Eigen::MatrixXf>(784, 1000);
  const Eigen::RowVectorXi labels =
      Eigen::RowVectorXi::LinSpaced(1000, 0, 999).unaryExpr([](int i) { return i % 10; });
  const Dataset data(x, labels);
  Sequential<float, Input<784>, Dense<128>, ReLU, Dropout, Dense<10>> net;
  long last = 0, steps = 0, allocated = 0;
  fit(net, CrossEntropy{.label_smoothing = 0.1}, Adam{}, data,
      {.epochs = 3,
       .batch_size = 64,
       .metrics = {Accuracy{}, TopAccuracy{.k = 3}, CrossEntropy{}},
       .schedule = CosineDecay{.steps = 100},
       .schedule_every_batch = true,
       .clip_norm = 1.0,
       .on_batch =
           [&](const BatchReport& report) {
             if (report.epoch > 1 && report.batch > 1) {
               allocated += allocations - last;
               ++steps;
             }
             last = allocations;
             return true;
           },
       .threads = threads,
       .progress = nullptr});
  CHECK(steps == 2 * 15);
  CHECK(allocated == 0);
}

namespace {

using Eigen::MatrixXd;

/// Any loss as one type, so that `fit` is compiled once for all of them.
class AnyLoss {
  using Matrix = Eigen::Ref<const MatrixXd>;
  using Gradient = Eigen::Ref<MatrixXd>;

 public:
  template <class L>
  AnyLoss(const L& loss)
      : call_([loss](const Matrix& output, const Matrix& target, Gradient* d_output) {
          return d_output ? loss.value_and_gradient(output, target, *d_output) : loss.value(output, target);
        }) {}

  double value(const auto& output, const auto& target) const { return call_(output, target, nullptr); }

  double value_and_gradient(const auto& output, const auto& target, auto& d_output) const {
    Gradient gradient(d_output);
    return call_(output, target, &gradient);
  }

 private:
  std::function<double(const Matrix&, const Matrix&, Gradient*)> call_;
};

/// What `fit` allocates between two batches of an epoch, be it in training or, seen by a metric, in
/// validation. The first epoch does not count, nor what is done once an epoch.
struct Meter {
  static inline long last = 0, allocated = 0, intervals = 0;
  static inline bool counts = false;

  static void reset() { allocated = intervals = 0, counts = false; }

  static void note(bool is_first) {
    if (counts && !is_first) allocated += allocations - last, ++intervals;
    last = allocations;
  }

  struct State {
    bool is_first = true;

    void visit(auto& archive) { archive("is_first", is_first); }
  };

  State init() const { return {}; }
  void update(State& state, const auto&, const auto&) const { note(std::exchange(state.is_first, false)); }
  double value(const State&) const { return 0; }
};

/// 700 samples with probabilities of three classes: three batches of inference, the last smaller.
struct Samples {
  MatrixXd inputs = checks::random(4, 700);
  MatrixXd targets = MatrixXd::Zero(3, 700);

  Samples() {
    for (Index i = 0; i < 700; ++i) targets(i % 3, i) = 1;
  }
};

/// Trains with every kind of option and checks that no batch after the first epoch allocates.
void trains_without_allocation(const AnyLoss& loss, const Schedule& schedule, bool every_batch,
                               bool validates) {
  static const Samples samples;
  static const Dataset data(samples.inputs, samples.targets);
  Sequential<double, Input<4>, Dense<8>, BatchNorm, ReLU, Dropout, Dense<3>> net;
  const MovingAverage average;
  auto averaged = average.init(net.parameters());
  Meter::reset();
  fit(net, loss, Adam{}, data,
      {.epochs = 3,
       .batch_size = 64,
       .validation = validates ? &data : nullptr,
       .metrics = {Accuracy{}, TopAccuracy{.k = 2}, BinaryAccuracy{}, R2{}, BinaryCrossEntropy{},
                   CrossEntropy{}, Huber{}, MeanAbsoluteError{}, MeanSquaredError{}, Meter{}},
       .schedule = schedule,
       .schedule_every_batch = every_batch,
       .early_stopping = EarlyStopping{.patience = 10},
       .clip_norm = 1.0,
       .clip_value = 0.5,
       .on_batch =
           [&](const BatchReport& report) {
             average.update(net.parameters(), averaged);
             Meter::note(report.batch == 1);
             return true;
           },
       .on_epoch = [](const History&) { return Meter::counts = true; },
       .progress = nullptr});
  CHECK(Meter::intervals >= 2 * 10);
  CHECK(Meter::allocated == 0);
}

const std::vector<AnyLoss> losses{BinaryCrossEntropy{}, CrossEntropy{}, Huber{}, MeanAbsoluteError{},
                                  MeanSquaredError{}};

}  // namespace

TEST_CASE("Inside fit, no loss, metric, validation or callback allocates after the first epoch") {
  for (const AnyLoss& loss : losses)
    for (const bool validates : {false, true}) trains_without_allocation(loss, {}, false, validates);
}

TEST_CASE("Inside fit, no schedule allocates after the first epoch") {
  const std::vector<Schedule> schedules{ConstantRate{},
                                        StepDecay{.every = 2},
                                        ExponentialDecay{.gamma = 0.9},
                                        CosineDecay{.steps = 30},
                                        OneCycle{.steps = 40},
                                        LinearWarmUp<CosineDecay>{.steps = 5, .then = {.steps = 20}},
                                        ReduceOnPlateau{.patience = 0}};
  for (const Schedule& schedule : schedules)
    for (const bool every_batch : {false, true})
      trains_without_allocation(losses.back(), schedule, every_batch, false);
}

TEST_CASE("A confusion matrix allocates for its first batch alone") {
  const MatrixXd output = checks::random(5, 33);
  const Eigen::RowVectorXi labels = Eigen::RowVectorXi::Constant(33, 4);
  const ConfusionMatrix metric;
  auto state = metric.init();
  metric.update(state, output, labels);
  CHECK(allocations_of([&] { metric.update(state, output, labels); }) == 0);
}

TEST_CASE("Inside fit, no step in the unit of deviations allocates after the first epoch") {
  const Eigen::MatrixXf x = checks::random<Eigen::MatrixXf>(5, 1000),
                        t = 1e5f * checks::random<Eigen::MatrixXf>(3, 1000, 2, 3).array() + 3e5f;
  const Dataset data(x, t);
  const auto check = [&](const auto& loss) {
    Sequential<float, Input<5>, Normalization, Dense<40>, Tanh, Dense<3>, Denormalization> net;
    adapt(net, data);
    long last = 0, steps = 0, allocated = 0;
    fit(net, loss, Adam{}, data,
        {.epochs = 3,
         .batch_size = 64,
         .metrics = {MeanAbsoluteError{}},
         .on_batch =
             [&](const BatchReport& report) {
               if (report.epoch > 1 && report.batch > 1) {
                 allocated += allocations - last;
                 ++steps;
               }
               last = allocations;
               return true;
             },
         .progress = nullptr});
    CHECK(steps == 2 * 15);
    CHECK(allocated == 0);
  };
  check(MeanSquaredError{});
  check(MeanAbsoluteError{});
  check(Huber{});
}

TEST_CASE("Every loss, optimizer and layer allocates nothing") {
  auto net = make_sequential<double>(Input{5}, Normalization{}, Dense{40}, BatchNorm{}, ReLU{}, LayerNorm{},
                                     Dropout{0.1}, Dense{3}, Denormalization{});
  const MatrixXd x = checks::random(5, 33), target = checks::random(3, 33).array().abs().min(1.0);
  const Eigen::RowVectorXi labels = Eigen::RowVectorXi::Constant(33, 1);
  Workspace<decltype(net)> pass;
  Generator generator;
  net.forward(x, pass, generator);

  const auto check_loss = [&](const auto& loss, const auto& t) {
    net.backward(pass, loss, t);
    CHECK(allocations_of([&] { net.backward(pass, loss, t); }) == 0);
  };
  CHECK(allocations_of([&] { net.forward(x, pass, generator); }) == 0);
  check_loss(CrossEntropy{.class_weights = {1, 2, 3}}, labels);
  check_loss(CrossEntropy{}, target);
  check_loss(BinaryCrossEntropy{}, target);
  check_loss(MeanAbsoluteError{}, target);
  check_loss(Huber{}, target);
  check_loss(MeanSquaredError{}, target);

  const auto check_optimizer = [&](const auto& optimizer) {
    auto state = optimizer.init(net.parameters());
    CHECK(allocations_of([&] { optimizer.step(net.parameters(), pass.gradient(), state); }) == 0);
  };
  check_optimizer(SGD{.momentum = 0.9});
  check_optimizer(Adam{});
  check_optimizer(AdamW{});
  check_optimizer(NAdam{});
  check_optimizer(RMSProp{.momentum = 0.9, .centered = true});
  check_optimizer(AdaGrad{});
}
