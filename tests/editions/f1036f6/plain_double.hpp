// Made by strata::save_header: make it anew rather than change it.
// clang-format off
#pragma once

#include <limits>

#include <strata/activations/tanh.hpp>
#include <strata/layers/dense.hpp>
#include <strata/network/sequential.hpp>

namespace plain_double_f1036f6 {

using Network = strata::Sequential<double,
    strata::Input<3>,
    strata::Dense<5>,
    strata::Tanh,
    strata::Dense<2>>;

inline constexpr double parameters[] = {
    // 0.weight, 5 x 3
    -0x1.979a2e2355ea4p-1, 0x1.3339ae509c38ep-1, -0x1.2c652e31b048ep-1, -0x1.ea157d55b3faep-6,
    0x1.5731ca9f8f2fep-2, -0x1.150d255a520fdp-1, 0x1.3bd4ce4b2b9acp-2, -0x1.377ef7eaa19bfp-2,
    0x1.742ad94508be6p-1, 0x1.247484948c0b2p-1, 0x1.2a39db7b6e273p-3, 0x1.0cedfc3fab39ep-1,
    0x1.abd96296dd2bfp-1, -0x1.ee8b90b7aa297p-5, -0x1.603b20212120cp-1,
    // 0.bias, 5 x 1
    0x1.0864695d52b69p-2, 0x1.108875ad944c2p-2, 0x1.3d8052f5bd918p-4, 0x1.74f0b04dcb832p-3,
    -0x1.e208224cc57b6p-3,
    // 2.weight, 2 x 5
    0x1.5e6047eb29f1bp-3, 0x1.1f61ce81df689p-1, 0x1.1247455fd2d8ep-3, 0x1.9b6fcc046bbc8p-3,
    -0x1.d2d14bf202e8ap-4, -0x1.89ed42ab532ddp-2, -0x1.b41da2e67c35bp-5, -0x1.2e19a97430c0ap-4,
    -0x1.c7e0dc147421dp-1, -0x1.d1f19ef22857bp-1,
    // 2.bias, 2 x 1
    0x1.7cc691a87b79cp-3, 0x1.0d6ecdbd3480fp-2,
};

inline Network make() {
  Network net(
    strata::Input<3>{},
    strata::Dense<5>{},
    strata::Tanh{},
    strata::Dense<2>{});
  net.parameters() = Eigen::Map<const Network::Parameters>(parameters, 32);
  return net;
}

}  // namespace plain_double_f1036f6
