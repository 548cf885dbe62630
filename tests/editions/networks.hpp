#pragma once

#include <strata/strata.hpp>

namespace editions {

/// Calls `f(name, net)` with every network that is kept, with its first weights. Settings are no defaults,
/// because a header must say them. Together they have every layer.
template <class F>
void each_network(const F& f) {
  using namespace strata;
  f("plain_float", Sequential<float, Input<3>, Dense<5>, Tanh, Dense<2>>());
  f("plain_double", Sequential<double, Input<3>, Dense<5>, Tanh, Dense<2>>());
  f("without_bias", Sequential<double, Input<3>, Dense<4, no_bias>, SiLU, Dense<2, no_bias>>());
  f("rank_3", Sequential<float, Input<2, 3, 4>, Dense<3>, Sigmoid, Dense<2>>());
  f("activations",
    make_sequential<double>(Input<3>{}, Dense<3>{}, ELU{.alpha = 0.7}, GELU{}, Dense<3>{}, GELUTanh{},
                            HardSwish{}, Dense<3>{}, LeakyReLU{.negative_slope = 0.3}, Mish{}, Dense<3>{},
                            SELU{}, SiLU{}, Dense<3>{}, Softplus{.beta = 1.5, .threshold = 2}, ReLU{},
                            Dense<3>{}, Identity{}, Tanh{}, Sigmoid{}, Dense<3>{}, Softmax{}));
  f("layers", make_sequential<float>(Input<3>{}, Normalization{}, Dense<4>{},
                                     BatchNorm{.epsilon = 1e-3, .momentum = 0.3}, ELU{.alpha = 0.3},
                                     LayerNorm{.epsilon = 0.1}, Dropout{0.2}, Dense<2>{}));
  f("residual", make_sequential<double>(Input<3>{}, Normalization{}, Dense<4>{},
                                        Residual(BatchNorm{.epsilon = 1e-3, .momentum = 0.3}, Tanh{},
                                                 Dense<4>{}, Residual(LayerNorm{.epsilon = 0.1}, SiLU{})),
                                        Dropout{0.2}, Dense<2>{}));
#if __has_include(<strata/layers/denormalization.hpp>)
  f("denormalization",
    Sequential<double, Input<3>, Normalization, Dense<4>, Tanh, Dense<2>, Denormalization>());
#endif
}

}  // namespace editions
