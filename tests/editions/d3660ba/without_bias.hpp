// Made by strata::save_header: make it anew rather than change it.
// clang-format off
#pragma once

#include <limits>

#include <strata/activations/silu.hpp>
#include <strata/layers/dense.hpp>
#include <strata/network/sequential.hpp>

namespace without_bias_d3660ba {

using Network = strata::Sequential<double,
    strata::Input<3>,
    strata::Dense<4, strata::no_bias>,
    strata::SiLU,
    strata::Dense<2, strata::no_bias>>;

inline constexpr double parameters[] = {
    // 0.weight, 4 x 3
    -0x1.8c1747bb9b2c5p-1, 0x1.24ecd667907eep+0, -0x1.9426c618c89f5p+0, 0x1.693bacbb1fc3bp-2,
    -0x1.1c897dcbfa50fp-3, -0x1.012c361943b02p+0, 0x1.a19d8b889fafp-2, -0x1.c305bf69f0711p-2,
    0x1.9f03b2e0597dep-1, 0x1.ce11f6c70119dp-1, 0x1.1eb4d4919d7cdp-4, 0x1.5bb771af43db9p-3,
    // 2.weight, 2 x 4
    0x1.c5ebb8da9204ap-1, -0x1.fb9b3bb4dfd8ap-6, -0x1.d1bb5294f642p-3, 0x1.3a20a1c2ee20dp-3,
    0x1.79885cfbcec4bp-2, 0x1.27f48a2d30aa2p-1, 0x1.8ea1a7d5a55cfp-2, -0x1.3dede3a7ea4ccp-3,
};

inline Network make() {
  Network net(
    strata::Input<3>{},
    strata::Dense<4, strata::no_bias>{},
    strata::SiLU{},
    strata::Dense<2, strata::no_bias>{});
  net.parameters() = Eigen::Map<const Network::Parameters>(parameters, 20);
  return net;
}

}  // namespace without_bias_d3660ba
