#include <utility>

#include <strata/io/safetensors.hpp>
#include <strata/strata.hpp>

#include "parity.hpp"

namespace parity {

using namespace strata;

namespace {

/// The network of make_training.py, of run-time sizes: fixed ones would compile longer and are tested
/// elsewhere.
auto network(const Vectors& vectors) {
  auto net =
      make_sequential<double>(Input{4}, Dense{6, no_bias}, BatchNorm{}, Tanh{}, Dense{5}, SiLU{}, Dense{3});
  load(net, vectors.path(), {.prefix = "net."});
  return net;
}

/// Batch `number` of five that come in turn.
template <class Scalar>
std::pair<Matrix<Scalar>, Matrix<Scalar>> batch(Vectors& vectors, Index number) {
  const auto at = [&](const std::string& name) -> Matrix<Scalar> {
    return vectors.matrix(name + "." + std::to_string(number % 5)).cast<Scalar>();
  };
  return {at("x"), at("target")};
}

/// Compares what is trained and what is remembered after so many steps.
template <class Net>
void compare_network(Row& row, Vectors& vectors, const std::string& name, const Net& net, Index steps) {
  const std::string after = " after step " + std::to_string(steps);
  const auto expected = [&](const auto& layout) {
    return vectors.flat(detail::placed_tensors(layout), name + "." + std::to_string(steps) + ".");
  };
  row.compare("parameters" + after, net.parameters(), expected(net.layers().parameters(net.input_shape())));
  row.compare("running statistics" + after, net.state(), expected(net.layers().state(net.input_shape())));
}

/// 100 steps of an optimizer: the network after the first, the tenth and the last, each loss and each rate.
template <class Scalar, class Optimizer>
Row trained(Vectors& vectors, const std::string& name, Optimizer optimizer, Schedule schedule) {
  Row row(name, scalar_name<Scalar>, tolerance<Scalar>);
  auto net = network(vectors).template cast<Scalar>();
  auto state = optimizer.init(net.parameters());
  Workspace<decltype(net)> pass;
  Eigen::VectorXd losses(100), rates(100);
  const double first_rate = optimizer.learning_rate;
  for (Index step = 0; step < 100; ++step) {
    const auto [x, target] = batch<Scalar>(vectors, step);
    optimizer.learning_rate = rates(step) = first_rate * schedule(step, step > 0 ? losses(step - 1) : 0);
    net.forward(x, pass);
    losses(step) = static_cast<double>(net.backward(pass, MeanSquaredError{}, target));
    optimizer.step(net.parameters(), pass.gradient(), state);
    const Index steps = step + 1;
    if (steps == 1 || steps == 10 || steps == 100) compare_network(row, vectors, name, net, steps);
  }
  row.compare("losses", losses, vectors.matrix(name + ".losses"));
  row.compare("rates", rates, vectors.matrix(name + ".rates"));
  row.compare("inference", net.predict(batch<Scalar>(vectors, 0).first), vectors.matrix(name + ".inference"));
  return row;
}

/// The same in double and in float.
template <class Optimizer>
void train(Vectors& vectors, Table& table, const std::string& name, const Optimizer& optimizer,
           const Schedule& schedule = {}) {
  table.add(trained<double>(vectors, name, optimizer, schedule));
  table.add(trained<float>(vectors, name, optimizer, schedule));
}

/// Every optimizer, plain and with its options.
void optimizers(Vectors& vectors, Table& table) {
  const auto check = [&](const std::string& name, const auto& optimizer) {
    train(vectors, table, name, optimizer);
  };
  check("SGD", SGD{.learning_rate = 0.1});
  check("SGD weight_decay", SGD{.learning_rate = 0.1, .weight_decay = 0.1});
  check("SGD momentum", SGD{.learning_rate = 0.05, .momentum = 0.9});
  check("SGD nesterov", SGD{.learning_rate = 0.05, .momentum = 0.8, .weight_decay = 0.05, .nesterov = true});
  check("Adam", Adam{.learning_rate = 0.01});
  check("Adam options",
        Adam{.learning_rate = 0.02, .beta1 = 0.8, .beta2 = 0.95, .epsilon = 1e-3, .weight_decay = 0.1});
  check("AdamW", AdamW{.learning_rate = 0.01});
  check("AdamW options",
        AdamW{.learning_rate = 0.02, .beta1 = 0.8, .beta2 = 0.95, .epsilon = 1e-3, .weight_decay = 0.1});
  check("NAdam", NAdam{.learning_rate = 0.01});
  check("NAdam options", NAdam{.learning_rate = 0.02,
                               .beta1 = 0.8,
                               .beta2 = 0.95,
                               .epsilon = 1e-3,
                               .weight_decay = 0.1,
                               .momentum_decay = 0.1});
  check("RMSProp", RMSProp{.learning_rate = 0.003});
  check("RMSProp options",
        RMSProp{.learning_rate = 0.003, .alpha = 0.9, .epsilon = 1e-3, .weight_decay = 0.1});
  check("RMSProp momentum", RMSProp{.learning_rate = 0.002, .momentum = 0.5});
  check("RMSProp centered", RMSProp{.learning_rate = 0.003, .centered = true});
  check("RMSProp all", RMSProp{.learning_rate = 0.002,
                               .alpha = 0.9,
                               .epsilon = 1e-3,
                               .weight_decay = 0.1,
                               .momentum = 0.5,
                               .centered = true});
  check("AdaGrad", AdaGrad{.learning_rate = 0.05});
  check("AdaGrad options", AdaGrad{.learning_rate = 0.3,
                                   .lr_decay = 0.02,
                                   .weight_decay = 0.1,
                                   .initial_accumulator_value = 2,
                                   .epsilon = 1e-3});
}

/// Every schedule, for `SGD` with momentum.
void schedules(Vectors& vectors, Table& table) {
  const auto check = [&](const std::string& name, const Schedule& schedule) {
    train(vectors, table, name, SGD{.learning_rate = 0.1, .momentum = 0.5}, schedule);
  };
  check("StepDecay", StepDecay{.every = 30, .gamma = 0.3});
  check("ExponentialDecay", ExponentialDecay{.gamma = 0.95});
  check("CosineDecay", CosineDecay{.steps = 99, .final_factor = 0.02});
  check("OneCycle", OneCycle{.steps = 100});
  check("OneCycle options",
        OneCycle{.steps = 100, .warm_up_fraction = 0.123, .initial_divisor = 10, .final_divisor = 50});
  check("LinearWarmUp", LinearWarmUp<>{});
  check("LinearWarmUp then CosineDecay",
        LinearWarmUp<CosineDecay>{
            .steps = 12, .start_factor = 0.2, .then = {.steps = 87, .final_factor = 0.03}});
  check("ReduceOnPlateau", ReduceOnPlateau{.patience = 3});
  check("ReduceOnPlateau options",
        ReduceOnPlateau{
            .factor = 0.5, .patience = 2, .threshold = 0.05, .cooldown = 4, .minimum_factor = 0.04});
}

}  // namespace

void training(Vectors& vectors, Table& table) {
  vectors.leave_out("net.");
  optimizers(vectors, table);
  schedules(vectors, table);
}

}  // namespace parity
