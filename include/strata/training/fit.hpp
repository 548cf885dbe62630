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
[[gnu::cold]] void check_fit_data(const Net& net, const Data& data, const Options& options) {
  const auto check = [](const char* which, Index expected, Index got) {
    if (expected != got)
      throw_mismatch("fit", {expected, " features (rows) in the ", which}, got, "each sample is one column");
  };
  check("inputs", net.input_shape().size(), data.input_features());
  for (const auto& metric : options.metrics)
    check_expects<typename Net::LastLayer>(metric.expects_logits(), metric.name());
  if (!options.validation) return;
  check("inputs of the validation data", net.input_shape().size(), options.validation->input_features());
  check("targets of the validation data", data.target_features(), options.validation->target_features());
}

/// Whether it counts its samples, as data does and neither an optimizer nor options do.
template <class T>
concept HasSize = requires(const T& data) {
  data.size();
};

template <class T>
inline constexpr bool is_dataset = false;
template <class Scalar, class T>
inline constexpr bool is_dataset<Dataset<Scalar, T>> = true;

/// Says that data was given as something else.
template <class Data>
constexpr bool is_data_of_fit() {
  static_assert(
      is_dataset<Data>,
      "strata: fit takes inputs and targets together: Dataset data(x, y); then fit(net, loss, data)");
  return is_dataset<Data>;
}

/// Says which other argument of `fit` does not belong to its data.
template <class Scalar, class O, class Data, class Options>
constexpr bool fits_data() {
  using DataScalar = typename Data::Inputs::Scalar;
  constexpr bool agree = std::same_as<Scalar, DataScalar>;
  constexpr bool are_options =
      std::same_as<Options, FitOptions> || std::same_as<Options, FitOptionsFor<Data>>;
  constexpr bool steps = requires(O optimizer) { optimizer.learning_rate = 1.0; };
  STRATA_STATIC_ASSERT(agree,
                       "strata: the scalar type of the network differs from that of the inputs: choose the "
                       "other one for the network, or store x.cast<...>() in a variable and view that",
                       ExpectedType<Scalar>, GotType<DataScalar>);
  STRATA_STATIC_ASSERT(steps,
                       "strata: between loss and data, fit takes an optimizer with a learning_rate, such as "
                       "Adam{.learning_rate = 1e-3}; validation data is an option, {.validation = &test}",
                       GotType<O>);
  STRATA_STATIC_ASSERT(
      are_options,
      "strata: after the data, fit takes options by name, as in {.epochs = 10}, or in a variable "
      "of FitOptionsFor<decltype(data)>",
      ExpectedType<FitOptionsFor<Data>>, GotType<Options>);
  return agree && steps && are_options;
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
template <class Scalar, class InputType, class... Layers, class L, class O, class Data,
          class Options = FitOptionsFor<Data>>
requires(!detail::HasSize<O> || detail::HasSize<Data>) History
    fit(Sequential<Scalar, InputType, Layers...>& net, const L& loss, const O& optimizer, const Data& data,
        const Options& options = {}) {
  if constexpr (detail::is_data_of_fit<Data>()) {
    if constexpr (detail::fits_data<Scalar, O, Data, Options>()) {
      auto state = optimizer.init(net.parameters());
      return fit(net, loss, optimizer, state, data, options);
    }
  }
  return {};
}

/// The same, going on with what the optimizer remembers of earlier calls: `auto state =
/// adam.init(net.parameters())` before the first of them, and another `.seed` for each.
///
/// Leaves it as it is after the last whole step. Where the network returns to parameters of before, because
/// training diverged, the state begins anew.
template <class Scalar, class InputType, class... Layers, class L, class O, class Data,
          class Options = FitOptionsFor<Data>>
History fit(Sequential<Scalar, InputType, Layers...>& net, const L& loss, const O& optimizer,
            detail::OptimizerStateFor<O, Sequential<Scalar, InputType, Layers...>>& state, const Data& data,
            const Options& options = {}) {
  if constexpr (detail::is_data_of_fit<Data>()) {
    if constexpr (detail::fits_data<Scalar, O, Data, Options>()) {
      const FitOptionsFor<Data>& typed = detail::with_types<FitOptionsFor<Data>>(options);
      detail::check_fit_options(typed);
      detail::check_fit_data(net, data, typed);
      return detail::Trainer(net, loss, optimizer, state, data, typed).run();
    }
  }
  return {};
}

/// The same with `Adam`.
template <class Scalar, class InputType, class... Layers, class L, class Data,
          class Options = FitOptionsFor<Data>>
requires(!detail::HasSize<Options>) History fit(Sequential<Scalar, InputType, Layers...>& net, const L& loss,
                                                const Data& data, const Options& options = {}) {
  if constexpr (detail::is_data_of_fit<Data>()) return fit(net, loss, Adam{}, data, options);
  return {};
}

/// Inputs and targets apart are refused, with options too.
template <class Scalar, class InputType, class... Layers, class L, class O, class X, class Y>
requires(detail::HasSize<X>&& detail::HasSize<Y>) History
    fit(Sequential<Scalar, InputType, Layers...>&, const L&, const O&, const X&, const Y&,
        const FitOptionsFor<X>&) {
  (void)detail::is_data_of_fit<X>();
  return {};
}

}  // namespace strata
