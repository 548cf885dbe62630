// Made by strata::save_header: make it anew rather than change it.
// clang-format off
#pragma once

#include <limits>

#include <strata/activations/sigmoid.hpp>
#include <strata/layers/dense.hpp>
#include <strata/network/sequential.hpp>

namespace rank_3_f1036f6 {

using Network = strata::Sequential<float,
    strata::Input<2, 3, 4>,
    strata::Dense<3>,
    strata::Sigmoid,
    strata::Dense<2>>;

inline constexpr float parameters[] = {
    // 0.weight, 3 x 24
    -0x1.80c146p-4f, 0x1.26e5c8p-2f, -0x1.accb5ep-2f, -0x1.2b56d4p-3f, 0x1.5b1df4p-3f, -0x1.7968a4p-2f,
    0x1.4740ap-2f, -0x1.99a5b6p-4f, 0x1.fea75ep-3f, 0x1.87662ep-2f, 0x1.4f1e48p-6f, 0x1.3c0adep-3f,
    0x1.5cc6f2p-1f, -0x1.896f5ap-2f, -0x1.f88e66p-3f, 0x1.94a5dcp-3f, 0x1.614edp-5f, 0x1.63a1b6p-5f,
    0x1.5021ep-2f, -0x1.cfc4d8p-2f, -0x1.63d0f6p-2f, 0x1.c8b072p-3f, 0x1.0ee7d4p-6f, -0x1.781e02p-2f,
    -0x1.452b64p-4f, -0x1.5d6ef4p-1f, -0x1.5b48a8p-4f, 0x1.b5abf8p-2f, -0x1.4c4a3cp-2f, 0x1.0a1d12p-2f,
    -0x1.76c2d4p-2f, -0x1.182d7cp-2f, 0x1.7284d4p-5f, 0x1.5f7a68p-5f, 0x1.ae8df6p-3f, 0x1.2e8d3p-2f,
    -0x1.99a03ap-5f, -0x1.5bf884p-4f, 0x1.be23ap-4f, 0x1.7dc704p-2f, -0x1.8396c8p-2f, -0x1.fc9a1ap-2f,
    -0x1.6023d4p-3f, 0x1.9d2f0ap-2f, -0x1.d75bfap-3f, 0x1.273b0ep-3f, -0x1.8fb4p-3f, 0x1.59afbep-4f,
    -0x1.713bep-3f, 0x1.9d8b26p-5f, -0x1.6e7ba4p-2f, -0x1.650cdp-6f, -0x1.ff4a22p-2f, 0x1.a3a4dp-4f,
    0x1.323ea8p-1f, 0x1.b6bf9cp-4f, -0x1.1e2044p-4f, 0x1.775e86p-4f, 0x1.abf492p-5f, -0x1.67f05ap-2f,
    0x1.1746dap-1f, 0x1.3d3c24p-3f, -0x1.884534p-2f, 0x1.47ac84p-2f, -0x1.bbc4bcp-2f, -0x1.2d02acp-1f,
    -0x1.0bf352p-3f, -0x1.13826p-1f, -0x1.b770fcp-2f, 0x1.50ca1ep-4f, 0x1.b02c48p-3f, -0x1.136f16p-2f,
    // 0.bias, 3 x 1
    0x1.13b374p-2f, -0x1.e4664p-3f, -0x1.ce5014p-4f,
    // 2.weight, 2 x 3
    0x1.aaa346p-1f, 0x1.60d26cp-1f, -0x1.7b475ap-1f, -0x1.b99398p-1f, -0x1.15ad74p-2f, 0x1.371a56p-1f,
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

}  // namespace rank_3_f1036f6
