#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <random>
#include <stdexcept>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

#include <strata/core/error.hpp>
#include <strata/core/initializer.hpp>
#include <strata/core/loss.hpp>
#include <strata/core/random.hpp>
#include <strata/core/static_assert.hpp>
#include <strata/initializers/automatic.hpp>
#include <strata/layers/chain.hpp>
#include <strata/network/contract.hpp>
#include <strata/network/input.hpp>
#include <strata/network/layer_view.hpp>
#include <strata/network/workspace.hpp>

namespace strata {

/// A feed-forward network: layers one after the other and the one vector of their parameters.
///
/// Batches are Eigen matrices of features x samples. `forward` and `backward` are training and leave what
/// they compute in a `Workspace`; `predict` is inference. `const` functions may run in any number of
/// threads, each with a workspace of its own.
template <class ScalarType, class InputType, class... Layers>
class Sequential {
  static_assert(detail::network_holds<ScalarType, InputType, Layers...>());

  using Stack = Chain<Layers...>;
  using FirstLayer = std::tuple_element_t<0, std::tuple<Layers...>>;
  using InputShape = std::remove_cvref_t<decltype(std::declval<InputType>().shape())>;
  using OutputShape = decltype(std::declval<Stack>().output_shape(std::declval<InputShape>()));
  using ParameterLayout = decltype(std::declval<Stack>().parameters(std::declval<InputShape>()));
  using StateLayout = decltype(std::declval<Stack>().state(std::declval<InputShape>()));
  static constexpr bool has_fixed_sizes =
      OutputShape::static_size != Dynamic && ParameterLayout::template static_size<> != Dynamic;
  static constexpr std::size_t first_trained = Stack::template first_trained<InputShape>();
  static constexpr bool has_state = StateLayout::template static_size<> != 0;

 public:
  using Scalar = ScalarType;
  using LastLayer = std::tuple_element_t<sizeof...(Layers) - 1, std::tuple<Layers...>>;
  using Parameters = FlatVector<Scalar, ParameterLayout::template static_size<>>;
  using State = FlatVector<Scalar, StateLayout::template static_size<>>;
  static constexpr std::size_t layer_count = sizeof...(Layers);
  static constexpr Index static_input_size = InputShape::static_size;

  /// A network whose sizes are all fixed by its type, with `Automatic` weights, zero biases and the
  /// `default_seed`.
  Sequential() requires(std::default_initializable<InputType> && (std::default_initializable<Layers> && ...))
      : Sequential(InputType{}, Layers{}...) {}

  /// The same for sizes known at run time. Throws `std::invalid_argument` where they do not fit together or
  /// exceed any memory.
  explicit Sequential(const InputType& input, const Layers&... layers) : input_(input), layers_(layers...) {
    if constexpr (!has_fixed_sizes) detail::check_sizes<Scalar>(layers_, input_shape());
    const auto layout = layers_.parameters(input_shape());
    parameters_ = detail::zeros<Parameters>(layout.size());
    state_ = detail::zeros<State>(layers_.state(input_shape()).size());
    initialize();
  }

  /// Begins anew: `initializer` draws the weights, each layer sets the rest (biases are zero).
  template <Initializer I = Automatic>
  void initialize(const I& initializer = {}, std::uint64_t seed = default_seed) {
    Generator generator(seed);
    Packing<Scalar> packing;
    layers_.initialize(Context{input_shape(), parameter_views(parameters_), state_views(state_),
                               Tensors<>{}.view(parameters_.data()), generator, packing},
                       initializer);
  }

  /// The same network with every number converted to `Other`: train in double, run in float.
  template <class Other>
  auto cast() const {
    using Converted = Sequential<Other, InputType, Layers...>;
    Converted copy = layers_.apply([&](const Layers&... layers) { return Converted(input_, layers...); });
    copy.parameters() = typename Converted::Parameters(parameters_.template cast<Other>());
    copy.state() = typename Converted::State(state_.template cast<Other>());
    return copy;
  }

  /// All trained numbers, layer after layer, each layer's tensors in its order, matrices by columns.
  const Parameters& parameters() const { return parameters_; }
  Parameters& parameters() { return parameters_; }

  /// All numbers that are saved but not trained, in the same order.
  const State& state() const { return state_; }
  State& state() { return state_; }

  Index parameter_count() const { return layers_.parameters(input_shape()).size(); }

  /// The shapes of one sample that goes in and comes out.
  constexpr const InputShape& input_shape() const { return input_.shape(); }
  constexpr OutputShape output_shape() const { return layers_.output_shape(input_shape()); }

  /// The layers, without memory.
  constexpr const Stack& layers() const { return layers_; }

  /// Layer `I` with views on its tensors; layers are counted after Input, activations included.
  template <std::size_t I>
  auto layer() & {
    return layer<I>(parameters_);
  }
  template <std::size_t I>
  auto layer() const& {
    return layer<I>(parameters_);
  }
  /// A temporary network would take its parameters with it.
  template <std::size_t I>
  auto layer() && = delete;

  /// The same views on another vector of that layout, such as `pass.gradient()`.
  template <std::size_t I, class Vector>
  auto layer(Vector& vector) const {
    STRATA_STATIC_ASSERT(I < layer_count,
                         "strata: the network has fewer layers: they are counted from 0 to Expected<...>",
                         Expected<Index{layer_count} - 1>, Got<Index{I}>);
    using Layout = std::tuple_element_t<I, decltype(ParameterLayout::items)>;
    const auto views = get<I>(parameter_views(vector));
    return LayerView<std::tuple_element_t<I, std::tuple<Layers...>>, Layout,
                     std::remove_const_t<decltype(views)>>(layers_.template layer<I>(), views);
  }

  /// The tensors of layer `I` that are saved but not trained: `auto [mean, deviation] =
  /// net.layer_state<0>();`.
  template <std::size_t I>
  auto layer_state() & {
    return get<I>(state_views(state_));
  }
  template <std::size_t I>
  auto layer_state() const& {
    return get<I>(state_views(state_));
  }
  template <std::size_t I>
  auto layer_state() && = delete;

  /// Training: computes the output of a batch and leaves in `pass` what `backward` needs.
  ///
  /// Layers that draw random numbers take them from `generator`; layers that keep running statistics update
  /// them, and then the network must not be `const`. Throws `std::invalid_argument` where `x` does not fit.
  template <class X, Index Samples, std::uniform_random_bit_generator... Source>
  void forward(const Eigen::MatrixBase<X>& x, Workspace<Sequential, Samples>& pass, Source&... generator) {
    run_forward(x.derived(), pass, state_, generator...);
  }
  template <class X, Index Samples, std::uniform_random_bit_generator... Source>
  requires(!has_state) void forward(const Eigen::MatrixBase<X>& x, Workspace<Sequential, Samples>& pass,
                                    Source&... generator) const {
    run_forward(x.derived(), pass, state_, generator...);
  }

  /// The same in a new workspace.
  template <class X, std::uniform_random_bit_generator... Source>
  auto forward(const Eigen::MatrixBase<X>& x, Source&... generator) {
    Workspace<Sequential, X::ColsAtCompileTime> pass;
    forward(x, pass, generator...);
    return pass;
  }
  template <class X, std::uniform_random_bit_generator... Source>
  requires(!has_state) auto forward(const Eigen::MatrixBase<X>& x, Source&... generator) const {
    Workspace<Sequential, X::ColsAtCompileTime> pass;
    forward(x, pass, generator...);
    return pass;
  }

  /// Writes to `pass.gradient()` the gradient of the loss in the parameters, given its gradient in the
  /// output. Throws `std::logic_error` unless `forward` filled `pass` last (of this network, with these
  /// parameters: that is not checked), `std::invalid_argument` where `d_output` does not fit.
  template <class D, Index Samples>
  void backward(Workspace<Sequential, Samples>& pass, const Eigen::MatrixBase<D>& d_output) const {
    check_ready(pass);
    detail::check_target<Sequential>(pass.output_view(), d_output, "a gradient");
    auto delta = get<2>(pass.views());
    delta = d_output;
    run_backward(pass);
  }

  /// The same for a loss and a target, in fewer passes over memory; returns the loss.
  template <class L, class Target, Index Samples>
  Scalar backward(Workspace<Sequential, Samples>& pass, const L& loss, const Target& target) const {
    (void)detail::LossTakesWhatNetworkGives<L, LastLayer>{};
    check_ready(pass);
    auto delta = get<2>(pass.views());
    const Scalar value = value_and_gradient(loss, pass.output_view(), target, delta);
    run_backward(pass);
    return value;
  }

  /// Inference: the output of a batch, a view into `pass`, which is then of no use to `backward`.
  ///
  /// The next pass overwrites what the view shows: after `auto a = net.predict(x1, pass), b = net.predict(x2,
  /// pass);` both are the second output. Store it in a matrix to keep it. Throws `std::invalid_argument`
  /// where `x` does not fit.
  template <class X, Index Samples>
  auto predict(const Eigen::MatrixBase<X>& x, Workspace<Sequential, Samples>& pass) const ->
      typename Workspace<Sequential, Samples>::OutputView {
    [[maybe_unused]] const auto retired = prepare(x.derived(), pass);
    auto&& [input, output, delta, scratch] = pass.views();
    NoGenerator none;
    layers_.predict(pass.view_or_copy(x.derived(), input), output, context(state_, scratch, none, pass));
    pass.held_ = {x.cols(), false};
    return pass.output_view();
  }
  /// A temporary workspace would take the output with it.
  template <class X, Index Samples>
  void predict(const Eigen::MatrixBase<X>& x, Workspace<Sequential, Samples>&& pass) const = delete;

  /// The same, returned as a matrix; a fixed-size one for a fixed-size `x`.
  template <class X>
  auto predict(const Eigen::MatrixBase<X>& x) const {
    using Output = typename detail::MatrixFor<Scalar, OutputShape::static_size, X::ColsAtCompileTime>::type;
    Workspace<Sequential, X::ColsAtCompileTime> pass;
    return Output(predict(x, pass));
  }

  /// Anything but a matrix is refused, in words.
  template <class X, class... Rest>
  requires(!detail::IsMatrix<X>) Workspace<Sequential> forward(const X&, const Rest&...)
  const {
    detail::refuse_input<X>();
    return {};
  }
  template <class X, class... Rest>
  requires(!detail::IsMatrix<X>) auto predict(const X&, const Rest&...) const
      -> Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic> {
    detail::refuse_input<X>();
    return {};
  }

  /// The tensors of a workspace: input, output, the loss's gradient in the output, the layers' scratch.
  template <Index Samples>
  constexpr auto workspace_layout(const Shape<Samples>& batch) const {
    const auto features = Shape<InputShape::static_size, Samples>(input_shape().size(), batch.size());
    const auto outputs = Shape<OutputShape::static_size, Samples>(output_shape().size(), batch.size());
    return Tensors(tensor<"input">(features), tensor<"output">(outputs), tensor<"delta">(outputs),
                   layers_.scratch(input_shape(), batch));
  }

 private:
  template <class Vector>
  auto parameter_views(Vector& vector) const {
    const auto layout = layers_.parameters(input_shape());
    detail::check_length(vector.size(), layout.size(), "", "parameters");
    return layout.view(vector.data());
  }

  template <class Vector>
  auto state_views(Vector& vector) const {
    const auto layout = layers_.state(input_shape());
    detail::check_length(vector.size(), layout.size(), "numbers of ", "state");
    return layout.view(vector.data());
  }

  template <class StateVector, class Scratch, class Source, class Pass>
  auto context(StateVector& state, const Scratch& scratch, Source& generator, Pass& pass) const {
    return Context{input_shape(), parameter_views(parameters_), state_views(state), scratch, generator,
                   pass.packing_};
  }

  template <class X, Index Samples>
  auto prepare(const X& x, Workspace<Sequential, Samples>& pass) const {
    detail::check_input<FirstLayer, Scalar, InputShape::static_size, Samples>(x, input_shape().size());
    return pass.prepare(*this, x.cols());
  }

  template <class X, class Pass, class StateVector, class... Source>
  void run_forward(const X& x, Pass& pass, StateVector& state, Source&... source) const {
    static_assert(sizeof...(Source) <= 1, "strata: forward takes at most one generator");
    [[maybe_unused]] const auto retired = prepare(x, pass);
    auto&& [input, output, delta, scratch] = pass.views();
    input = x;
    NoGenerator none;
    auto& generator = std::get<0>(std::tie(source..., none));
    layers_.forward(pass.view_of(input), output, context(state, scratch, generator, pass));
    pass.held_ = {x.cols(), true};
  }

  template <class Pass>
  void run_backward(Pass& pass) const {
    if (pass.gradient_.size() != parameter_count()) pass.gradient_ = Parameters(parameter_count());
    auto&& [input, output, delta, scratch] = pass.views();
    NoGenerator none;
    layers_.template backward_down_to<first_trained>(pass.view_of(input), output, delta,
                                                     parameter_views(pass.gradient_),
                                                     context(state_, scratch, none, pass));
  }

  template <Index Samples>
  void check_ready(const Workspace<Sequential, Samples>& pass) const {
    if (!pass.held_.ready_for_backward ||
        !(pass.layout_ == workspace_layout(Shape<Samples>(pass.held_.samples))))
      detail::fail<std::logic_error>(
          "strata: backward: expected a workspace that forward of this network filled, got another one; "
          "call net.forward(x, pass) first");
  }

  [[no_unique_address]] InputType input_;
  [[no_unique_address]] Stack layers_;
  alignas(64) Parameters parameters_;
  State state_;
};

/// A network of sizes known at run time, or partly: `make_sequential<float>(Input{784}, Dense{10})`.
/// Throws `std::invalid_argument` where a size is impossible.
template <class Scalar, class InputType, class... Layers>
Sequential<Scalar, InputType, Layers...> make_sequential(const InputType& input, const Layers&... layers) {
  return Sequential<Scalar, InputType, Layers...>(input, layers...);
}

}  // namespace strata
