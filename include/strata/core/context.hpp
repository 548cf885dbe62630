#pragma once

#include <strata/core/product.hpp>
#include <strata/core/random.hpp>

namespace strata {

/// All that a layer is lent for one call; the layer itself holds none of it.
///
/// `parameters`, `state` and `scratch` are tuples of `Eigen::Map`s, one for each tensor that the layer
/// declares, in that order: `const auto& [weight, bias] = context.parameters;`.
template <class Scalar, class InputShape, class Parameters, class State, class Scratch, class Source>
struct Context {
  InputShape input_shape;    ///< The shape of one input sample.
  Parameters parameters;     ///< What an optimizer changes; written by `initialize` alone.
  State state;               ///< What is saved but not trained; written by `initialize` and `forward`.
  Scratch scratch;           ///< What `forward` leaves for the two backward functions.
  Source& generator;         ///< Random bits, or `NoGenerator`.
  Packing<Scalar>& packing;  ///< Memory for `product`.
};

template <class InputShape, class Parameters, class State, class Scratch, class Source, class Scalar>
Context(InputShape, Parameters, State, Scratch, Source&, Packing<Scalar>&)
    -> Context<Scalar, InputShape, Parameters, State, Scratch, Source>;

}  // namespace strata
