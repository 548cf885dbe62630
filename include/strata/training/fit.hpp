#pragma once

#include <strata/data/dataset.hpp>
#include <strata/network/sequential.hpp>
#include <strata/optimizers/adam.hpp>
#include <strata/training/fit_options.hpp>
#include <strata/training/history.hpp>
#include <strata/training/trainer.hpp>

namespace strata {

namespace detail {

/// Throws `std::invalid_argument` where training or validation data does not fit the network.
template <class Net, class Data, class Options>
void check_fit_data(const Net& net, const Data& data, const Options& options) {
  const auto check = [](const char* which, Index expected, Index got) {
    if (expected != got)
      throw_mismatch("fit", std::to_string(expected) + " features (rows) in the " + which,
                     std::to_string(got), "each sample is one column");
  };
  check("inputs", net.input_shape().size(), data.input_features());
  if (!options.validation) return;
  check("inputs of the validation data", net.input_shape().size(), options.validation->input_features());
  check("targets of the validation data", data.target_features(), options.validation->target_features());
}

}  // namespace detail

/// Trains a network on a data set: `fit(net, CrossEntropy{}, Adam{}, train, {.epochs = 10, .validation =
/// &test})`.
///
/// With the same seed, two runs in one program are equal bit by bit. Where the loss is no longer a finite
/// number, training ends, and `History::stopped` says where and why: where data is to blame, the network is
/// as it was before that batch, else it keeps parameters of at most 100 steps before. Throws
/// `std::invalid_argument` where data, network and options do not fit together. Where anything throws in
/// training, the network is as it was after the last whole step.
template <class Scalar, class InputType, class... Layers, class L, class O, class T>
History fit(Sequential<Scalar, InputType, Layers...>& net, const L& loss, const O& optimizer,
            const Dataset<Scalar, T>& data, const FitOptions<Scalar, T>& options = {}) {
  auto state = optimizer.init(net.parameters());
  return fit(net, loss, optimizer, state, data, options);
}

/// The same, going on with what the optimizer remembers of earlier calls: `auto state =
/// adam.init(net.parameters())` before the first of them, and another `.seed` for each.
///
/// Leaves it as it is after the last whole step. Where the network returns to parameters of before, because
/// training diverged, the state begins anew.
template <class Scalar, class InputType, class... Layers, class L, class O, class T>
History fit(Sequential<Scalar, InputType, Layers...>& net, const L& loss, const O& optimizer,
            detail::OptimizerStateFor<O, Sequential<Scalar, InputType, Layers...>>& state,
            const Dataset<Scalar, T>& data, const FitOptions<Scalar, T>& options = {}) {
  detail::check_fit_options(options);
  detail::check_fit_data(net, data, options);
  return detail::Trainer(net, loss, optimizer, state, data, options).run();
}

/// The same with `Adam`.
template <class Scalar, class InputType, class... Layers, class L, class T>
History fit(Sequential<Scalar, InputType, Layers...>& net, const L& loss, const Dataset<Scalar, T>& data,
            const FitOptions<Scalar, T>& options = {}) {
  return fit(net, loss, Adam{}, data, options);
}

}  // namespace strata
