#include <cstring>
#include <sstream>

#include <strata/activations/tanh.hpp>
#include <strata/io/checkpoint.hpp>
#include <strata/layers/dense.hpp>
#include <strata/layers/dropout.hpp>
#include <strata/losses/mean_squared_error.hpp>
#include <strata/metrics/r2.hpp>
#include <strata/training/fit.hpp>
#include <strata/training/reduce_on_plateau.hpp>

#include "fuzz.hpp"

namespace {

using Network = strata::Sequential<double, strata::Input<1>, strata::Dense<1>, strata::Dropout>;

/// Five samples in two batches, with all that training can remember.
strata::History train(Network& net, const strata::CheckpointStore& store) {
  static const Eigen::RowVectorXd x{{0.5, 1, 2, 3, 4}}, t{{1, 2, 4, 5, 7}};
  return strata::fit(net, strata::MeanSquaredError{}, strata::Adam{}, strata::Dataset(x, t),
                     {.epochs = 2,
                      .batch_size = 2,
                      .metrics = {strata::R2{}, strata::MeanSquaredError{}},
                      .schedule = strata::ReduceOnPlateau{.patience = 0},
                      .early_stopping = strata::EarlyStopping{},
                      .checkpoint = store,
                      .progress = nullptr,
                      .interruptible = false});
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Network fresh;
  Network net = fresh;
  const auto read = [&]() -> std::optional<strata::Snapshot> {
    std::istringstream in(std::string(fuzz::text_of(data, size)));
    return strata::detail::read_snapshot(in, "file");
  };
  const auto write = [](const strata::Snapshot& snapshot) { (void)strata::detail::bytes_of(snapshot); };
  bool trained = false;
  try {
    trained = fuzz::reads([&] { train(net, strata::snapshot_store(write, read, 1, 1e-12)); });
  } catch (const std::invalid_argument&) {
    // A metric finds its state to be that of another number of outputs, after training went on.
    trained = true;
  }
  if (!trained)
    fuzz::require(net.parameters() == fresh.parameters(), "a network that stays as it was after an error");
  return 0;
}
