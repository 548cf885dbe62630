// Made by strata::save_header: make it anew rather than change it.
// clang-format off
#pragma once

#include <limits>

#include <strata/activations/elu.hpp>
#include <strata/layers/batch_norm.hpp>
#include <strata/layers/dense.hpp>
#include <strata/layers/dropout.hpp>
#include <strata/layers/layer_norm.hpp>
#include <strata/layers/normalization.hpp>
#include <strata/network/sequential.hpp>

namespace layers_d3660ba {

using Network = strata::Sequential<float,
    strata::Input<3>,
    strata::Normalization,
    strata::Dense<4>,
    strata::BatchNorm,
    strata::ELU,
    strata::LayerNorm,
    strata::Dropout,
    strata::Dense<2>>;

inline constexpr float parameters[] = {
    // 1.weight, 4 x 3
    -0x1.332eb8p+0f, 0x1.a6102cp+0f, -0x1.15984p+0f, 0x1.6cefd4p-2f, -0x1.e2f478p-4f, -0x1.22d1bcp+0f,
    0x1.2f6968p-1f, -0x1.ab15fap-3f, 0x1.78de1p-1f, 0x1.1345c8p+0f, -0x1.914fdp-9f, 0x1.ac1748p-2f,
    // 1.bias, 4 x 1
    0x1.fa0668p-5f, 0x1.75c076p-4f, -0x1.b663p-4f, 0x1.612f2ep-6f,
    // 2.weight, 4 x 1
    0x1.8f608ep-1f, 0x1.9d91b2p-1f, 0x1.454126p+0f, 0x1.cab6bap-1f,
    // 2.bias, 4 x 1
    -0x1.078abep-3f, -0x1.ca969ep-3f, 0x1.075976p-2f, -0x1.fd5394p-4f,
    // 4.weight, 4 x 1
    0x1.95cf78p-1f, 0x1.08176p+0f, 0x1.19e7cap+0f, 0x1.16786cp+0f,
    // 4.bias, 4 x 1
    0x1.2c0a74p-3f, -0x1.258e48p-2f, 0x1.144dccp-2f, -0x1.001b36p-2f,
    // 6.weight, 2 x 4
    0x1.4fbc8ap-1f, -0x1.933186p-4f, -0x1.af682cp-2f, -0x1.96051cp-2f, 0x1.1bac18p-1f, 0x1.56cb4p-1f,
    0x1.9ae97p-4f, -0x1.319e84p-1f,
    // 6.bias, 2 x 1
    0x1.27ff5ap-2f, 0x1.0ab82ap-2f,
};

inline constexpr float state[] = {
    // 0.mean, 3 x 1
    0x1.112c84p-1f, -0x1.c9d23cp-3f, 0x1.794262p+0f,
    // 0.deviation, 3 x 1
    0x1.17a93cp+0f, 0x1.a56354p-2f, 0x1.705194p-1f,
    // 2.running_mean, 4 x 1
    0x1.4da79ep-5f, 0x1.63336ep-7f, -0x1.66e73cp-5f, -0x1.5531d8p-5f,
    // 2.running_var, 4 x 1
    0x1.e88cc8p+1f, 0x1.a73e3cp+1f, 0x1.4ac3b2p+1f, 0x1.de4d0ap-3f,
};

inline Network make() {
  Network net(
    strata::Input<3>{},
    strata::Normalization{},
    strata::Dense<4>{},
    strata::BatchNorm{.epsilon = 0x1.0624dd2f1a9fcp-10, .momentum = 0x1.3333333333333p-2},
    strata::ELU{.alpha = 0x1.3333333333333p-2},
    strata::LayerNorm{.epsilon = 0x1.999999999999ap-4},
    strata::Dropout{0x1.999999999999ap-3},
    strata::Dense<2>{});
  net.parameters() = Eigen::Map<const Network::Parameters>(parameters, 42);
  net.state() = Eigen::Map<const Network::State>(state, 14);
  return net;
}

}  // namespace layers_d3660ba
