#include "case.hpp"
#include "parity.hpp"

namespace parity {

using namespace strata;

namespace {

/// L = sum(target y), whose gradient is the target: what a layer is given from above.
struct GivenGradient {
  template <class Output, class Target, class Gradient>
  auto value_and_gradient(const Output& output, const Target& target, Gradient& d_output) const {
    d_output = target;
    return output.cwiseProduct(target).sum();
  }
};

template <class... Layers>
void check_layers(Vectors& vectors, Table& table, const std::string& name, const Input<Dynamic>& input,
                  const Layers&... layers) {
  const auto net = make_sequential<double>(input, layers...);
  Case(vectors, name, net).check(table, net, GivenGradient{});
}

void activations(Vectors& vectors, Table& table) {
  const auto check = [&](const std::string& name, const auto& layer) {
    check_layers(vectors, table, name, Input{3}, layer);
  };
  check("ELU", ELU{});
  check("ELU alpha", ELU{.alpha = 0.5});
  check("GELU", GELU{});
  check("GELUTanh", GELUTanh{});
  check("HardSwish", HardSwish{});
  check("Identity", Identity{});
  check("LeakyReLU", LeakyReLU{});
  check("LeakyReLU slope", LeakyReLU{.negative_slope = 0.2});
  check("Mish", Mish{});
  check("ReLU", ReLU{});
  check("SELU", SELU{});
  check("Sigmoid", Sigmoid{});
  check("SiLU", SiLU{});
  check("Softmax", Softmax{});
  check("Softplus", Softplus{});
  check("Softplus beta", Softplus{.beta = 2, .threshold = 10});
  check("Tanh", Tanh{});
}

void others(Vectors& vectors, Table& table) {
  const auto check = [&](const std::string& name, const auto& input, const auto&... layers) {
    check_layers(vectors, table, name, input, layers...);
  };
  check("Dense", Input{5}, Dense{4});
  check("Dense no_bias", Input{5}, Dense{4, no_bias});
  check("Dense one sample", Input{5}, Dense{4});
  check("Dense wide", Input{37}, Dense{29});
  check("BatchNorm", Input{5}, BatchNorm{});
  check("BatchNorm options", Input{5}, BatchNorm{.epsilon = 1e-2, .momentum = 0.3});
  check("BatchNorm two samples", Input{5}, BatchNorm{});
  check("LayerNorm", Input{5}, LayerNorm{});
  check("LayerNorm epsilon", Input{5}, LayerNorm{.epsilon = 1e-2});
  check("Dropout of none", Input{5}, Dropout{0.0});
  check("Normalization", Input{5}, Normalization{});
  check("Denormalization", Input{5}, Denormalization{});
  check("Residual", Input{5}, Residual{Dense{7}, BatchNorm{}, Tanh{}, Dense{5}});
  check("Residual last", Input{5}, Dense{3}, Tanh{}, Residual{LayerNorm{}, SiLU{}});
}

}  // namespace

void layers(Vectors& vectors, Table& table) {
  activations(vectors, table);
  others(vectors, table);
}

}  // namespace parity
