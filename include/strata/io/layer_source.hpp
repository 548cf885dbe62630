#pragma once

#include <set>
#include <string>
#include <type_traits>

#include <strata/activations/elu.hpp>
#include <strata/activations/gelu.hpp>
#include <strata/activations/hard_swish.hpp>
#include <strata/activations/identity.hpp>
#include <strata/activations/leaky_relu.hpp>
#include <strata/activations/mish.hpp>
#include <strata/activations/relu.hpp>
#include <strata/activations/selu.hpp>
#include <strata/activations/sigmoid.hpp>
#include <strata/activations/silu.hpp>
#include <strata/activations/softmax.hpp>
#include <strata/activations/softplus.hpp>
#include <strata/activations/tanh.hpp>
#include <strata/core/tensor.hpp>
#include <strata/io/literal.hpp>
#include <strata/layers/batch_norm.hpp>
#include <strata/layers/chain.hpp>
#include <strata/layers/denormalization.hpp>
#include <strata/layers/dense.hpp>
#include <strata/layers/dropout.hpp>
#include <strata/layers/layer_norm.hpp>
#include <strata/layers/normalization.hpp>
#include <strata/layers/residual.hpp>

namespace strata {

/// A layer as C++ text, for `save_header`.
struct LayerSource {
  std::string type;               ///< With all sizes fixed: `strata::Dense<16>`.
  std::set<std::string> headers;  ///< What declares it: `strata/layers/dense.hpp`.
  std::string arguments{};        ///< What stands between the braces that make it: `.alpha = 0x1p+0`.
};

/// `SourceOf<L>::write(layer)` is the `LayerSource` of a layer. Specialise it for a layer of yours, beside
/// the layer's own header rather than in it, which programs with a generated header include:
///
///     template <>
///     struct strata::SourceOf<zoo::Snake> {
///       static strata::LayerSource write(const zoo::Snake& snake) {
///         return {"zoo::Snake", {"zoo/snake.hpp"}, strata::field("frequency", snake.frequency)};
///       }
///     };
template <class L>
struct SourceOf;

/// A hyper-parameter in the braces that make an aggregate, exact to the bit: `.alpha = 0x1p+0`.
inline std::string field(const std::string& name, double value) {
  return "." + name + " = " + literal(value);
}

namespace detail {

/// Says at compile time that a layer does not tell how it is written.
template <class L>
struct LayerHasSource {
  static_assert(
      requires(const L& layer) { SourceOf<L>::write(layer); },
      "strata: a header cannot hold this layer before strata::SourceOf<...> is specialised for it; "
      "see strata/io/layer_source.hpp");
};

/// Layers in a row, as the arguments of a template and of its constructor.
template <class... Layers>
LayerSource source_of(const Chain<Layers...>& chain) {
  LayerSource row;
  const auto add = [&]<class L>(const L& layer) {
    (void)LayerHasSource<L>{};
    const LayerSource source = SourceOf<L>::write(layer);
    const std::string separator = row.type.empty() ? "" : ",\n    ";
    row.type += separator + source.type;
    row.headers.insert(source.headers.begin(), source.headers.end());
    row.arguments += separator + source.type + "{" + source.arguments + "}";
  };
  chain.apply([&](const Layers&... layers) { (add(layers), ...); });
  return row;
}

}  // namespace detail

/// The source of a layer without hyper-parameters:
/// `struct strata::SourceOf<zoo::Cube> : strata::PlainSource<zoo::Cube, "zoo::Cube", "zoo/cube.hpp"> {};`
template <class L, Name Type, Name Header>
struct PlainSource {
  static_assert(std::is_empty_v<L>,
                "strata: this layer holds hyper-parameters, which its source must write: see LayerSource");
  static LayerSource write(const L&) { return {std::string(Type.view()), {std::string(Header.view())}}; }
};

template <>
struct SourceOf<GELU> : PlainSource<GELU, "strata::GELU", "strata/activations/gelu.hpp"> {};
template <>
struct SourceOf<GELUTanh> : PlainSource<GELUTanh, "strata::GELUTanh", "strata/activations/gelu.hpp"> {};
template <>
struct SourceOf<HardSwish>
    : PlainSource<HardSwish, "strata::HardSwish", "strata/activations/hard_swish.hpp"> {};
template <>
struct SourceOf<Identity> : PlainSource<Identity, "strata::Identity", "strata/activations/identity.hpp"> {};
template <>
struct SourceOf<Mish> : PlainSource<Mish, "strata::Mish", "strata/activations/mish.hpp"> {};
template <>
struct SourceOf<ReLU> : PlainSource<ReLU, "strata::ReLU", "strata/activations/relu.hpp"> {};
template <>
struct SourceOf<SELU> : PlainSource<SELU, "strata::SELU", "strata/activations/selu.hpp"> {};
template <>
struct SourceOf<Sigmoid> : PlainSource<Sigmoid, "strata::Sigmoid", "strata/activations/sigmoid.hpp"> {};
template <>
struct SourceOf<SiLU> : PlainSource<SiLU, "strata::SiLU", "strata/activations/silu.hpp"> {};
template <>
struct SourceOf<Softmax> : PlainSource<Softmax, "strata::Softmax", "strata/activations/softmax.hpp"> {};
template <>
struct SourceOf<Tanh> : PlainSource<Tanh, "strata::Tanh", "strata/activations/tanh.hpp"> {};
template <>
struct SourceOf<Denormalization>
    : PlainSource<Denormalization, "strata::Denormalization", "strata/layers/denormalization.hpp"> {};
template <>
struct SourceOf<Normalization>
    : PlainSource<Normalization, "strata::Normalization", "strata/layers/normalization.hpp"> {};

template <>
struct SourceOf<ELU> {
  static LayerSource write(const ELU& elu) {
    return {"strata::ELU", {"strata/activations/elu.hpp"}, field("alpha", elu.alpha)};
  }
};

template <>
struct SourceOf<LeakyReLU> {
  static LayerSource write(const LeakyReLU& relu) {
    return {"strata::LeakyReLU",
            {"strata/activations/leaky_relu.hpp"},
            field("negative_slope", relu.negative_slope)};
  }
};

template <>
struct SourceOf<Softplus> {
  static LayerSource write(const Softplus& softplus) {
    return {"strata::Softplus",
            {"strata/activations/softplus.hpp"},
            field("beta", softplus.beta) + ", " + field("threshold", softplus.threshold)};
  }
};

template <>
struct SourceOf<BatchNorm> {
  static LayerSource write(const BatchNorm& norm) {
    return {"strata::BatchNorm",
            {"strata/layers/batch_norm.hpp"},
            field("epsilon", norm.epsilon) + ", " + field("momentum", norm.momentum)};
  }
};

template <>
struct SourceOf<LayerNorm> {
  static LayerSource write(const LayerNorm& norm) {
    return {"strata::LayerNorm", {"strata/layers/layer_norm.hpp"}, field("epsilon", norm.epsilon)};
  }
};

template <>
struct SourceOf<Dropout> {
  static LayerSource write(const Dropout& dropout) {
    return {"strata::Dropout", {"strata/layers/dropout.hpp"}, literal(dropout.rate())};
  }
};

template <Index Units, bool HasBias>
struct SourceOf<Dense<Units, HasBias>> {
  static LayerSource write(const Dense<Units, HasBias>& dense) {
    const Index units = dense.output_shape(Shape<1>{}).size();
    return {"strata::Dense<" + std::to_string(units) + (HasBias ? ">" : ", strata::no_bias>"),
            {"strata/layers/dense.hpp"}};
  }
};

template <class... Layers>
struct SourceOf<Residual<Layers...>> {
  static LayerSource write(const Residual<Layers...>& residual) {
    LayerSource source = detail::source_of(residual.layers());
    source.type = "strata::Residual<" + source.type + ">";
    source.headers.insert("strata/layers/residual.hpp");
    return source;
  }
};

}  // namespace strata
