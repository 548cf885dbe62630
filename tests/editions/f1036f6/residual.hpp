// Made by strata::save_header: make it anew rather than change it.
// clang-format off
#pragma once

#include <limits>

#include <strata/activations/silu.hpp>
#include <strata/activations/tanh.hpp>
#include <strata/layers/batch_norm.hpp>
#include <strata/layers/dense.hpp>
#include <strata/layers/dropout.hpp>
#include <strata/layers/layer_norm.hpp>
#include <strata/layers/normalization.hpp>
#include <strata/layers/residual.hpp>
#include <strata/network/sequential.hpp>

namespace residual_f1036f6 {

using Network = strata::Sequential<double,
    strata::Input<3>,
    strata::Normalization,
    strata::Dense<4>,
    strata::Residual<strata::BatchNorm,
    strata::Tanh,
    strata::Dense<4>,
    strata::Residual<strata::LayerNorm,
    strata::SiLU>>,
    strata::Dropout,
    strata::Dense<2>>;

inline constexpr double parameters[] = {
    // 1.weight, 4 x 3
    -0x1.f844cbfba4a68p-2, 0x1.d50d73dbdb44dp-1, -0x1.7050c7650389bp-1, -0x1.81c41304f1036p-8,
    -0x1.0247c336b9ce8p-4, -0x1.912115b2f4499p-1, 0x1.350dcf19ca0b8p-2, -0x1.79fd65adf52d8p-3,
    0x1.aa7dc6e4ca3bcp-2, 0x1.b11a96f90501p-1, -0x1.3a9359fdb74b8p-5, 0x1.43bb989defedcp-2,
    // 1.bias, 4 x 1
    0x1.6b77aa1ddf78fp-3, -0x1.bdcaa8ef336e5p-3, -0x1.73c37f7748d4cp-6, 0x1.a5b550e66da37p-3,
    // 2.0.weight, 4 x 1
    0x1.d7b770399ad45p-1, 0x1.283b2235f3604p+0, 0x1.d5be2e334df68p-1, 0x1.7ab1a62172621p-1,
    // 2.0.bias, 4 x 1
    0x1.9964131175e73p-3, -0x1.e21d3a9ed160ap-5, -0x1.b0c665d5455f8p-4, 0x1.04cd75ee7a1aep-2,
    // 2.2.weight, 4 x 4
    0x1.42317d5071889p-1, -0x1.00cf572bf84fp-2, -0x1.0f4d3ecc45caep-1, 0x1.728b8c964a36ep-8,
    0x1.3545166ceb26p-1, 0x1.87a3d1ebfa33p-2, 0x1.08266b0f00346p-2, -0x1.075e9a2e9836ap-1,
    -0x1.6f78d7b40ba1p-1, 0x1.641481a077dc8p-4, -0x1.16940b1b4b85ep-5, -0x1.ddf4bfeb6e71cp-2,
    -0x1.c5d959816689fp-1, -0x1.1db174066409dp-1, 0x1.6303f5b60a8e6p-2, 0x1.ac1255f7c6f28p-5,
    // 2.2.bias, 4 x 1
    0x1.ce893bde844ffp-3, -0x1.ecb6e5e7d43a1p-3, 0x1.32d2075a40bc4p-3, 0x1.5a25727556997p-3,
    // 2.3.0.weight, 4 x 1
    0x1.edbed4ddb6162p-1, 0x1.7d199bcdaed08p-1, 0x1.3a0753b190908p+0, 0x1.89c2c71c99faep-1,
    // 2.3.0.bias, 4 x 1
    0x1.7700fbbfce43bp-3, -0x1.079c32559c31fp-2, 0x1.910d9ff2e7e9p-4, -0x1.12f439ad80c42p-3,
    // 4.weight, 2 x 4
    -0x1.f9da522a476ebp-5, 0x1.97b831e2c2d05p-1, -0x1.49880858f1e8p-1, -0x1.0ebdc46ac6cd8p-1,
    0x1.0e94e752fdb7ap-4, -0x1.8f843333ce7c7p-2, 0x1.66284d775cd2ep-1, 0x1.66b7aca52a4ebp-1,
    // 4.bias, 2 x 1
    0x1.e3e189efb4aa4p-3, 0x1.6f7ef2c7045f8p-4,
};

inline constexpr double state[] = {
    // 0.mean, 3 x 1
    0x1.112c83b9e457ep-1, -0x1.c9d23bf1850e6p-3, 0x1.7942630d74c59p+0,
    // 0.deviation, 3 x 1
    0x1.17a93b675cbd8p+0, 0x1.a5635355e0c4dp-2, 0x1.7051944493ca3p-1,
    // 2.0.running_mean, 4 x 1
    0x1.9ff1fb684e142p-4, -0x1.429ed3e114232p-3, 0x1.619f69ca9dc0dp-7, 0x1.c3cdb95f78c7ap-4,
    // 2.0.running_var, 4 x 1
    0x1.3e59eeb0f21d4p+0, 0x1.6c56c4f770533p+0, 0x1.e8b24674c0177p-1, 0x1.855524a2e1d2bp-3,
};

inline Network make() {
  Network net(
    strata::Input<3>{},
    strata::Normalization{},
    strata::Dense<4>{},
    strata::Residual<strata::BatchNorm,
    strata::Tanh,
    strata::Dense<4>,
    strata::Residual<strata::LayerNorm,
    strata::SiLU>>{strata::BatchNorm{.epsilon = 0x1.0624dd2f1a9fcp-10, .momentum = 0x1.3333333333333p-2},
    strata::Tanh{},
    strata::Dense<4>{},
    strata::Residual<strata::LayerNorm,
    strata::SiLU>{strata::LayerNorm{.epsilon = 0x1.999999999999ap-4},
    strata::SiLU{}}},
    strata::Dropout{0x1.999999999999ap-3},
    strata::Dense<2>{});
  net.parameters() = Eigen::Map<const Network::Parameters>(parameters, 62);
  net.state() = Eigen::Map<const Network::State>(state, 14);
  return net;
}

}  // namespace residual_f1036f6
