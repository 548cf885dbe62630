// Made by strata::save_header: make it anew rather than change it.
// clang-format off
#pragma once

#include <limits>

#include <strata/activations/tanh.hpp>
#include <strata/layers/dense.hpp>
#include <strata/network/sequential.hpp>

namespace plain_float_d3660ba {

using Network = strata::Sequential<float,
    strata::Input<3>,
    strata::Dense<5>,
    strata::Tanh,
    strata::Dense<2>>;

inline constexpr float parameters[] = {
    // 0.weight, 5 x 3
    -0x1.979a2ep-1f, 0x1.3339acp-1f, -0x1.2c652ep-1f, -0x1.ea1566p-6f, 0x1.5731ccp-2f, -0x1.150d22p-1f,
    0x1.3bd4ccp-2f, -0x1.377ef8p-2f, 0x1.742adap-1f, 0x1.247484p-1f, 0x1.2a39d8p-3f, 0x1.0cedfcp-1f,
    0x1.abd964p-1f, -0x1.ee8b9cp-5f, -0x1.603b1ep-1f,
    // 0.bias, 5 x 1
    0x1.08646ap-2f, 0x1.108876p-2f, 0x1.3d8058p-4f, 0x1.74f0aep-3f, -0x1.e20824p-3f,
    // 2.weight, 2 x 5
    0x1.5e6046p-3f, 0x1.1f61ccp-1f, 0x1.124748p-3f, 0x1.9b6fcap-3f, -0x1.d2d154p-4f, -0x1.89ed44p-2f,
    -0x1.b41da4p-5f, -0x1.2e19a8p-4f, -0x1.c7e0dcp-1f, -0x1.d1f1ap-1f,
    // 2.bias, 2 x 1
    0x1.7cc694p-3f, 0x1.0d6ecep-2f,
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

}  // namespace plain_float_d3660ba
