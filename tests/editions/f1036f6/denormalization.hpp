// Made by strata::save_header: make it anew rather than change it.
// clang-format off
#pragma once

#include <limits>

#include <strata/activations/tanh.hpp>
#include <strata/layers/denormalization.hpp>
#include <strata/layers/dense.hpp>
#include <strata/layers/normalization.hpp>
#include <strata/network/sequential.hpp>

namespace denormalization_f1036f6 {

using Network = strata::Sequential<double,
    strata::Input<3>,
    strata::Normalization,
    strata::Dense<4>,
    strata::Tanh,
    strata::Dense<2>,
    strata::Denormalization>;

inline constexpr double parameters[] = {
    // 1.weight, 4 x 3
    -0x1.1c9679733ef36p-1, 0x1.beec57d7d0d9cp-1, -0x1.1d47e7da9d3a7p+0, 0x1.555b5ca10653bp-2,
    -0x1.710592f891d7ep-3, -0x1.4848daa4b732ap-1, 0x1.e06a7f9c5c2e5p-2, -0x1.9bdc893d3a591p-2,
    0x1.71de276d0dff3p-2, 0x1.f3855dcfb651p-1, -0x1.b73c5994aed64p-3, 0x1.a5bdd09b92bdap-5,
    // 1.bias, 4 x 1
    0x1.77155735eb807p-3, 0x1.22f5d31f9042fp-4, 0x1.da7d7507b87f9p-7, -0x1.8c27b4d488d56p-6,
    // 3.weight, 2 x 4
    0x1.5713998372b41p-1, -0x1.943d892bc6a92p-4, -0x1.7e28a2c0456b8p-2, -0x1.53025d10f1c2bp-2,
    0x1.d954474157ec2p-2, 0x1.382cd7510e73dp-1, 0x1.889d46aef3d48p-3, -0x1.5bcdec02fd056p-1,
    // 3.bias, 2 x 1
    0x1.d1301099415fap-7, -0x1.7779f8c828284p-9,
};

inline constexpr double state[] = {
    // 0.mean, 3 x 1
    0x1.112c83b9e457ep-1, -0x1.c9d23bf1850e6p-3, 0x1.7942630d74c59p+0,
    // 0.deviation, 3 x 1
    0x1.17a93b675cbd8p+0, 0x1.a5635355e0c4dp-2, 0x1.7051944493ca3p-1,
    // 4.mean, 2 x 1
    0x1.c9bdff0fc666dp-1, 0x1.718c997774944p+0,
    // 4.deviation, 2 x 1
    0x1.4b5ebdb84467p+0, 0x1.70658c99c0281p+0,
};

inline Network make() {
  Network net(
    strata::Input<3>{},
    strata::Normalization{},
    strata::Dense<4>{},
    strata::Tanh{},
    strata::Dense<2>{},
    strata::Denormalization{});
  net.parameters() = Eigen::Map<const Network::Parameters>(parameters, 26);
  net.state() = Eigen::Map<const Network::State>(state, 10);
  return net;
}

}  // namespace denormalization_f1036f6
