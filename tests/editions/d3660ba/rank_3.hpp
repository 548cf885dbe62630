// Made by strata::save_header: make it anew rather than change it.
// clang-format off
#pragma once

#include <limits>

#include <strata/activations/sigmoid.hpp>
#include <strata/layers/dense.hpp>
#include <strata/network/sequential.hpp>

namespace rank_3_d3660ba {

using Network = strata::Sequential<float,
    strata::Input<2, 3, 4>,
    strata::Dense<3>,
    strata::Sigmoid,
    strata::Dense<2>>;

inline constexpr float parameters[] = {
    // 0.weight, 3 x 24
    -0x1.80c14cp-4f, 0x1.26e5c8p-2f, -0x1.accb58p-2f, -0x1.2b56d8p-3f, 0x1.5b1df4p-3f, -0x1.79689ep-2f,
    0x1.4740ap-2f, -0x1.99a5aep-4f, 0x1.fea792p-3f, 0x1.87662ep-2f, 0x1.4f1e4cp-6f, 0x1.3c0ae8p-3f,
    0x1.5cc6f2p-1f, -0x1.896f5ap-2f, -0x1.f88e46p-3f, 0x1.94a5dep-3f, 0x1.614edep-5f, 0x1.63a1b6p-5f,
    0x1.5021ep-2f, -0x1.cfc4d4p-2f, -0x1.63d0dap-2f, 0x1.c8b06cp-3f, 0x1.0ee7dap-6f, -0x1.781e08p-2f,
    -0x1.452b5cp-4f, -0x1.5d6ef2p-1f, -0x1.5b4894p-4f, 0x1.b5abf8p-2f, -0x1.4c4a3ep-2f, 0x1.0a1d1p-2f,
    -0x1.76c2d8p-2f, -0x1.182d7ep-2f, 0x1.7284fap-5f, 0x1.5f7a62p-5f, 0x1.ae8decp-3f, 0x1.2e8d2cp-2f,
    -0x1.99a03cp-5f, -0x1.5bf884p-4f, 0x1.be23ap-4f, 0x1.7dc702p-2f, -0x1.8396c8p-2f, -0x1.fc9a12p-2f,
    -0x1.6023dp-3f, 0x1.9d2f08p-2f, -0x1.d75bep-3f, 0x1.273b0ep-3f, -0x1.8fb3fcp-3f, 0x1.59afd6p-4f,
    -0x1.713bep-3f, 0x1.9d8b24p-5f, -0x1.6e7b8cp-2f, -0x1.650ce8p-6f, -0x1.ff4a2p-2f, 0x1.a3a4d6p-4f,
    0x1.323ea8p-1f, 0x1.b6bf9cp-4f, -0x1.1e203cp-4f, 0x1.775e86p-4f, 0x1.abf48cp-5f, -0x1.67f058p-2f,
    0x1.1746dap-1f, 0x1.3d3c24p-3f, -0x1.88452ap-2f, 0x1.47ac84p-2f, -0x1.bbc4bcp-2f, -0x1.2d02acp-1f,
    -0x1.0bf354p-3f, -0x1.13826p-1f, -0x1.b770ecp-2f, 0x1.50ca18p-4f, 0x1.b02c48p-3f, -0x1.136f1p-2f,
    // 0.bias, 3 x 1
    0x1.13b372p-2f, -0x1.e4663ap-3f, -0x1.ce5004p-4f,
    // 2.weight, 2 x 3
    0x1.aaa346p-1f, 0x1.60d26ep-1f, -0x1.7b475ap-1f, -0x1.b99398p-1f, -0x1.15ad74p-2f, 0x1.371a56p-1f,
    // 2.bias, 2 x 1
    0x1.efe076p-3f, 0x1.1d23a4p-2f,
};

inline Network make() {
  Network net(
    strata::Input<2, 3, 4>{},
    strata::Dense<3>{},
    strata::Sigmoid{},
    strata::Dense<2>{});
  net.parameters() = Eigen::Map<const Network::Parameters>(parameters, 83);
  return net;
}

}  // namespace rank_3_d3660ba
