// Made by strata::save_header: make it anew rather than change it.
// clang-format off
#pragma once

#include <limits>

#include <strata/activations/elu.hpp>
#include <strata/activations/gelu.hpp>
#include <strata/activations/hard_swish.hpp>
#include <strata/activations/identity.hpp>
#include <strata/activations/leaky_relu.hpp>
#include <strata/activations/mish.hpp>
#include <strata/activations/relu.hpp>
#include <strata/activations/selu.hpp>
#include <strata/activations/sigmoid.hpp>
#include <strata/activations/silu.hpp>
#include <strata/activations/softmax.hpp>
#include <strata/activations/softplus.hpp>
#include <strata/activations/tanh.hpp>
#include <strata/layers/dense.hpp>
#include <strata/network/sequential.hpp>

namespace activations_f1036f6 {

using Network = strata::Sequential<double,
    strata::Input<3>,
    strata::Dense<3>,
    strata::ELU,
    strata::GELU,
    strata::Dense<3>,
    strata::GELUTanh,
    strata::HardSwish,
    strata::Dense<3>,
    strata::LeakyReLU,
    strata::Mish,
    strata::Dense<3>,
    strata::SELU,
    strata::SiLU,
    strata::Dense<3>,
    strata::Softplus,
    strata::ReLU,
    strata::Dense<3>,
    strata::Identity,
    strata::Tanh,
    strata::Sigmoid,
    strata::Dense<3>,
    strata::Softmax>;

inline constexpr double parameters[] = {
    // 0.weight, 3 x 3
    -0x1.e9fc3a26ee8c2p-1, 0x1.529d5b4235f07p+0, -0x1.396d25c092606p+0, 0x1.790a9323291a3p-4,
    0x1.a14eca6f93b4cp-5, -0x1.79d7429d84159p+0, 0x1.5d57a4b0f0497p-3, -0x1.9b1ab8831436ap-3,
    0x1.7cde2d93d0b0cp-1,
    // 0.bias, 3 x 1
    -0x1.a3524b97180d7p-3, -0x1.ac5e515b0aa0ep-5, -0x1.cc48e18c37167p-3,
    // 3.weight, 3 x 3
    0x1.0b930a743fa1dp+0, -0x1.839bbe581e7b6p-2, 0x1.0649378bd857ap-1, 0x1.24fffb8dd6dd3p+0,
    -0x1.a7681715eed94p-3, -0x1.7d34aaaa6a3dp-1, -0x1.1f910e27c124ep-2, 0x1.5df3396d828ddp-1,
    0x1.1d4d037850a44p-1,
    // 3.bias, 3 x 1
    -0x1.4e6a5cb9dcd96p-4, -0x1.3b56dddc53bf2p-4, -0x1.56f1c2c1ec6a1p-5,
    // 6.weight, 3 x 3
    0x1.e545b1a51ad4ep-5, -0x1.2c52f9aaed00ep-1, -0x1.2f4678bde00f1p+0, 0x1.c74fbea5a4cc5p-3,
    0x1.bdbf4bbf33ce8p-3, -0x1.9409f884b57fdp-1, -0x1.ea78d596693cep-1, -0x1.4522eb8912633p+0,
    0x1.47bb14518b6d7p-2,
    // 6.bias, 3 x 1
    -0x1.37860bd46c9c8p-4, 0x1.195a3cc5b97f1p-3, 0x1.baa849a3e99aep-5,
    // 9.weight, 3 x 3
    0x1.4d6fde970d112p-2, -0x1.a87559fbb36fdp-3, 0x1.89a3736796136p-1, -0x1.80a92bf7ed40bp-2,
    -0x1.aab1456c521c4p-1, 0x1.b599e57c67861p-3, -0x1.f95fb0eaafb8p-3, 0x1.7000ddb9c892p-1,
    0x1.15a5ebc575b17p+0,
    // 9.bias, 3 x 1
    -0x1.f28a970f370eep-3, 0x1.02d5013f461bap-3, -0x1.84b937c2fa2b3p-5,
    // 12.weight, 3 x 3
    -0x1.b1e52f5ca1682p-1, 0x1.015a5ad21f6d4p-2, 0x1.722f7f39a5d38p-1, 0x1.6f4e7b6c2b4fdp-1,
    -0x1.b3c94fa23e914p-1, -0x1.19ccabac3f41fp+0, -0x1.17ea24c7b74c5p-2, 0x1.102e37bd27db5p+0,
    -0x1.02ff992740142p-2,
    // 12.bias, 3 x 1
    -0x1.f0a0df6d2346bp-3, -0x1.a56d8d9f34bbfp-3, 0x1.222b56bf18a7fp-4,
    // 15.weight, 3 x 3
    -0x1.5f76ee6721bf7p-3, 0x1.efeebfde4db77p-5, 0x1.904e23924dbd2p-6, -0x1.6f077fc16622cp-1,
    0x1.4282d180ca096p-1, -0x1.d07f93d2a9305p-2, -0x1.d915731f2a566p-2, -0x1.5a017bdfe0f6ap-2,
    0x1.b394c574de843p-2,
    // 15.bias, 3 x 1
    0x1.dd111cc5c9211p-8, 0x1.7070842723d2cp-3, 0x1.fa491280b95cp-4,
    // 19.weight, 3 x 3
    0x1.8d1bc9b6815a3p-1, 0x1.4cfa8c10c3be6p-1, -0x1.7f9740e75ae0dp-3, 0x1.8c7a94920eed7p-3,
    -0x1.05d089ec618c7p-5, -0x1.0986a00e3e0ap+0, 0x1.ff57cd69fef04p-1, 0x1.05566dbb6dc47p-1,
    -0x1.63fcecd52d06fp-1,
    // 19.bias, 3 x 1
    0x1.d938b72057e22p-4, -0x1.9d85ee5c58026p-4, -0x1.108579dbff7a3p-2,
};

inline Network make() {
  Network net(
    strata::Input<3>{},
    strata::Dense<3>{},
    strata::ELU{.alpha = 0x1.6666666666666p-1},
    strata::GELU{},
    strata::Dense<3>{},
    strata::GELUTanh{},
    strata::HardSwish{},
    strata::Dense<3>{},
    strata::LeakyReLU{.negative_slope = 0x1.3333333333333p-2},
    strata::Mish{},
    strata::Dense<3>{},
    strata::SELU{},
    strata::SiLU{},
    strata::Dense<3>{},
    strata::Softplus{.beta = 0x1.8p+0, .threshold = 0x1p+1},
    strata::ReLU{},
    strata::Dense<3>{},
    strata::Identity{},
    strata::Tanh{},
    strata::Sigmoid{},
    strata::Dense<3>{},
    strata::Softmax{});
  net.parameters() = Eigen::Map<const Network::Parameters>(parameters, 84);
  return net;
}

}  // namespace activations_f1036f6
