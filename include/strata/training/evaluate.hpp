#pragma once

#include <Eigen/Core>
#include <algorithm>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include <strata/core/error.hpp>
#include <strata/core/metric.hpp>
#include <strata/core/sample_name.hpp>
#include <strata/data/dataset.hpp>
#include <strata/network/contract.hpp>
#include <strata/network/sequential.hpp>

namespace strata {

namespace detail {

/// Batches of this size keep products fast and a workspace small.
inline constexpr Index inference_batch = 256;

inline void check_batch_size(std::string_view who, Index batch_size) {
  if (batch_size < 1) throw_mismatch(who, "a batch size of at least 1", batch_size, "leave it out for 256");
}

}  // namespace detail

/// The network's outputs for any number of samples, in bounded memory: `batch_size` samples at a time.
template <class Scalar, class InputType, class... Layers, class X>
auto predict(const Sequential<Scalar, InputType, Layers...>& net, const Eigen::MatrixBase<X>& x,
             Index batch_size = detail::inference_batch) {
  detail::check_batch_size("predict", batch_size);
  if (x.rows() != net.input_shape().size())
    detail::throw_mismatch("predict", {net.input_shape().size(), " features (rows)"}, x.rows(),
                           "each sample is one column");
  Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic> outputs(net.output_shape().size(), x.cols());
  Workspace<Sequential<Scalar, InputType, Layers...>> pass;
  for (Index first = 0; first < x.cols(); first += batch_size) {
    const Index count = std::min(batch_size, x.cols() - first);
    outputs.middleCols(first, count) = net.predict(x.middleCols(first, count), pass);
  }
  return outputs;
}

/// Anything but a matrix is refused, in words.
template <class Scalar, class InputType, class... Layers, class X>
requires(!detail::IsMatrix<X>) auto predict(const Sequential<Scalar, InputType, Layers...>& net, const X& x,
                                            Index = detail::inference_batch) {
  return net.predict(x);
}

/// Gathers metrics over data sets, batch by batch; keeps its memory between calls.
template <class Net, class Data>
class Evaluator {
 public:
  /// `of` says in messages which data it is.
  Evaluator(const Data& data, Index batch_size, std::string_view of = "")
      : batch_(data.buffers(std::min(data.size(), batch_size))), of_(of) {}

  /// Updates each state with the outputs for all samples of `data`, which has the features of the first.
  template <class... Metrics, class... States>
  void gather(const Net& net, const Data& data, const std::tuple<Metrics...>& metrics,
              std::tuple<States...>& states) {
    const Index batch_size = batch_.first.cols();
    for (Index first = 0; first < data.size(); first += batch_size) {
      const Index count = std::min(batch_size, data.size() - first);
      data.gather(first, count, batch_.first, batch_.second);
      const detail::SampleNames names(data, first, count, of_);
      const auto output = net.predict(std::as_const(batch_.first).leftCols(count), pass_);
      const auto target = std::as_const(batch_.second).leftCols(count);
      [&]<std::size_t... I>(std::index_sequence<I...>) {
        (std::get<I>(metrics).update(std::get<I>(states), output, target), ...);
      }
      (std::index_sequence_for<Metrics...>{});
    }
  }

 private:
  std::pair<typename Data::Inputs, typename Data::Targets> batch_;
  std::string_view of_;
  Workspace<Net> pass_;
};

/// The loss and further metrics of a network on a data set, as a tuple: `const auto [loss, accuracy] =
/// evaluate(net, CrossEntropy{}, test, Accuracy{});`. A loss among the metrics counts as its mean.
template <class Scalar, class InputType, class... Layers, class L, class T, class... Metrics>
auto evaluate(const Sequential<Scalar, InputType, Layers...>& net, const L& loss,
              const Dataset<Scalar, T>& data, const Metrics&... metrics) {
  using LastLayer = std::tuple_element_t<sizeof...(Layers) - 1, std::tuple<Layers...>>;
  (void)detail::LossTakesWhatNetworkGives<L, LastLayer>{};
  ((void)detail::LossTakesWhatNetworkGives<Metrics, LastLayer>{}, ...);
  (detail::check_expects<LastLayer>(detail::expects_logits(metrics), type_name<Metrics>()), ...);
  const std::tuple all(MeanOf<L>{loss}, gathered(metrics)...);
  std::tuple states(MeanOf<L>{loss}.init(), gathered(metrics).init()...);
  Evaluator<Sequential<Scalar, InputType, Layers...>, Dataset<Scalar, T>> evaluator(data,
                                                                                    detail::inference_batch);
  evaluator.gather(net, data, all, states);
  return [&]<std::size_t... I>(std::index_sequence<I...>) {
    return std::tuple(std::get<I>(all).value(std::get<I>(states))...);
  }
  (std::make_index_sequence<1 + sizeof...(Metrics)>{});
}

}  // namespace strata
