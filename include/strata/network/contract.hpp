#pragma once

#include <concepts>
#include <cstddef>
#include <string>
#include <type_traits>
#include <utility>

#include <strata/core/error.hpp>
#include <strata/core/layer.hpp>
#include <strata/core/loss.hpp>
#include <strata/core/static_assert.hpp>
#include <strata/core/type_name.hpp>
#include <strata/layers/chain.hpp>
#include <strata/network/input.hpp>

/// What can be said about a network before it runs, in words that its author can act on.
namespace strata::detail {

/// Says which function layer `Position` misses.
template <std::size_t Position, class L, class Scalar, class InputShape>
struct LayerContract {
  static constexpr bool has_forward = HasForward<L, Scalar, InputShape>;
  static constexpr bool has_backward_input = HasBackwardInput<L, Scalar, InputShape>;
  static constexpr bool has_backward_parameters =
      has_no_parameters<L, InputShape> || HasBackwardParameters<L, Scalar, InputShape>;
  static constexpr bool has_initialize = has_no_memory<L, InputShape> || HasInitialize<L, Scalar, InputShape>;

  static_assert(has_forward,
                "strata: this layer has no void forward(const auto& x, auto& y, const auto& context) "
                "const; see docs/extending.md");
  static_assert(has_backward_input,
                "strata: this layer has no void backward_input(const auto& x, const auto& y, const auto& "
                "dy, auto& dx, const auto& context) const; see docs/extending.md");
  static_assert(has_backward_parameters,
                "strata: this layer has parameters, but no void backward_parameters(const auto& x, const "
                "auto& y, const auto& dy, const auto& gradient, const auto& context) const; see "
                "docs/extending.md");
  static_assert(has_initialize,
                "strata: this layer has parameters or state, but no void initialize(const auto& context, "
                "const auto& initializer) const; see docs/extending.md");
};

/// Holds each layer to its contract.
template <class Scalar, class InputShape, class... Layers>
constexpr void check_layers() {
  using Stack = Chain<Layers...>;
  []<std::size_t... I>(std::index_sequence<I...>) {
    ((void)LayerContract<I, Layers, Scalar,
                         decltype(std::declval<Stack>().template shape_at<I>(std::declval<InputShape>()))>{},
     ...);
  }
  (std::index_sequence_for<Layers...>{});
}

template <class T>
inline constexpr bool is_input = false;
template <Index... Extents>
inline constexpr bool is_input<Input<Extents...>> = true;

/// Says what is wrong with the arguments of `Sequential`.
template <class Scalar, class First, class... Layers>
constexpr bool network_holds() {
  static_assert(std::floating_point<Scalar>,
                "strata: the first argument of Sequential is its scalar: float, double or long double");
  static_assert(is_input<First>,
                "strata: the second argument of Sequential states the shape of a sample, as in "
                "Sequential<float, Input<784>, Dense<10>>");
  static_assert(sizeof...(Layers) > 0, "strata: a network needs at least one layer after its Input");
  if constexpr (std::floating_point<Scalar> && is_input<First>) {
    using InputShape = std::remove_cvref_t<decltype(std::declval<First>().shape())>;
    check_layers<Scalar, InputShape, Layers...>();
  }
  return true;
}

/// Throws `std::invalid_argument` where a layer's output or parameters exceed any memory.
template <class Scalar, class Stack, class InputShape>
void check_sizes(const Stack& layers, const InputShape& input) {
  constexpr double limit = 0x1p48 / sizeof(Scalar);
  const auto check = [](double elements, const Parts& who) {
    if (elements > limit)
      throw_mismatch(who, {"at most ", static_cast<Index>(limit), " elements"}, to_digits(elements),
                     "choose smaller sizes");
  };
  check(magnitude(input), "Input");
  for_each_index<Stack::layer_count>([&](auto i) {
    const auto& layer = layers.template layer<i>();
    const auto received = layers.template shape_at<i>(input);
    constexpr std::string_view name = type_name<decltype(layer)>();
    check(magnitude(output_shape_of(layer, received)), {"layer ", i(), " (", name, ")"});
    check(magnitude(parameters_of(layer, received)), {"layer ", i(), " (", name, ", parameters)"});
  });
}

[[noreturn, gnu::cold, gnu::noinline]] inline void refuse_length(Index got, Index expected,
                                                                 std::string_view unit,
                                                                 std::string_view what) {
  throw_mismatch("Sequential", {expected, " ", unit, what}, got,
                 {"a network's vector of ", what, " keeps its length"});
}

/// Throws where a network's vector was replaced by a shorter or longer one, with a `unit` that "state" lacks.
inline void check_length(Index got, Index expected, std::string_view unit, std::string_view what) {
  if (got != expected) refuse_length(got, expected, unit, what);
}

template <class Matrix>
std::true_type matrix_test(const Eigen::MatrixBase<Matrix>*);
std::false_type matrix_test(const volatile void*);

/// An Eigen matrix, vector, view or expression of them.
template <class X>
concept IsMatrix = decltype(matrix_test(std::declval<X*>()))::value;

/// Says at compile time what is no input.
template <class X>
constexpr void refuse_input() {
  constexpr bool is_array = requires(const X& x) { x.matrix(); };
  static_assert(!is_array, "strata: the input is an Eigen array: pass it as x.matrix()");
  static_assert(is_array,
                "strata: an input is an Eigen matrix, features x samples; Eigen::Map<const Eigen::VectorXd>("
                "x.data(), x.size()) sees a std::vector<double> x as one sample");
}

/// Says that an input matrix has the wrong number of rows.
template <class FirstLayer, class ExpectedFeatures, class GotFeatures, bool Agree>
struct InputHasFeatures {
  STRATA_STATIC_ASSERT(Agree,
                       "strata: the input has the wrong number of features (rows): the network states "
                       "Expected<...>, the matrix has Got<...>",
                       ExpectedFeatures, GotFeatures);
};

/// Says that a batch has another number of samples than its workspace is made for.
template <class ExpectedSamples, class GotSamples, bool Agree>
struct WorkspaceHasSamples {
  STRATA_STATIC_ASSERT(
      Agree,
      "strata: the workspace is made for another number of samples (columns): Expected<...>, "
      "the matrix has Got<...>",
      ExpectedSamples, GotSamples);
};

/// Says that an input matrix has another scalar type than the network.
template <class NetworkScalar, class InputScalar>
struct InputHasScalarOfNetwork {
  static constexpr bool agree = std::same_as<NetworkScalar, InputScalar>;
  STRATA_STATIC_ASSERT(
      agree, "strata: the scalar type of the input differs from that of the network: use x.cast<...>()",
      ExpectedType<NetworkScalar>, GotType<InputScalar>);
};

/// Says that a loss has the activation inside that the network ends with.
template <class Loss, class LastLayer>
struct LossTakesWhatNetworkGives {
  static_assert(
      !(TakesLogits<Loss> && GivesProbabilities<LastLayer>),
      "strata: this loss takes logits, its softmax or sigmoid is inside, and the network's last layer "
      "has already made probabilities: leave that layer out in training; to take its output for "
      "logits all the same, wrap the loss: AsLogits{loss}");
};

/// Throws where a metric takes for logits what the network's last layer has made probabilities.
template <class LastLayer>
void check_expects([[maybe_unused]] bool logits, [[maybe_unused]] std::string_view who) {
  if constexpr (GivesProbabilities<LastLayer>)
    if (logits)
      throw_mismatch(who, "logits", "probabilities, which the network's last layer makes",
                     "BinaryAccuracy takes them with .threshold = 0.5, a loss as AsLogits{loss}");
}

/// Says that samples do not have the features of the network.
[[noreturn, gnu::cold, gnu::noinline]] inline void refuse_features(std::string_view layer, Index expected,
                                                                   Index got) {
  throw_mismatch({"input of layer 0 (", layer, ")"}, {expected, " features (rows)"}, got,
                 "each sample is one column");
}

/// Says that a workspace is for other batches, of `expected` samples or, where `Dynamic`, of any but none.
[[noreturn, gnu::cold, gnu::noinline]] inline void refuse_samples(std::string_view layer, Index expected,
                                                                  Index got) {
  throw_mismatch(
      {"input of layer 0 (", layer, ")"},
      expected == Dynamic ? "at least 1 sample (column)" : joined({expected, " samples (columns)"}), got,
      "the workspace holds one batch");
}

/// Checks an input of `Features` x `Samples` (`Dynamic` where only known as `features` and `samples`).
template <class FirstLayer, class Scalar, Index Features, Index Samples, class X>
constexpr void check_input(const X& x, Index features) {
  constexpr Index rows = X::RowsAtCompileTime, columns = X::ColsAtCompileTime;
  (void)InputHasScalarOfNetwork<Scalar, typename X::Scalar>{};
  (void)InputHasFeatures<FirstLayer, Expected<Features>, Got<rows>, may_agree(Features, rows)>{};
  (void)WorkspaceHasSamples<Expected<Samples>, Got<columns>, may_agree(Samples, columns)>{};
  if (x.rows() != features) refuse_features(type_name<FirstLayer>(), features, x.rows());
  if (x.cols() < 1 || !may_agree(Samples, x.cols()))
    refuse_samples(type_name<FirstLayer>(), Samples, x.cols());
}

}  // namespace strata::detail
