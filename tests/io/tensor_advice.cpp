#include <strata/io/tensor_advice.hpp>

#include "../support/checks.hpp"

using namespace strata::detail;

namespace {

const std::string batch_norm =
    "\nBatchNorm1d(affine=False) stores neither weight nor bias; in Python, before saving: "
    "state[\"1.weight\"] = "
    "torch.ones(4); state[\"1.bias\"] = torch.zeros(4)";
const std::string layer_norm =
    "\nLayerNorm(elementwise_affine=False) stores neither weight nor bias; in Python, before saving: "
    "state[\"1.weight\"] = torch.ones(4); state[\"1.bias\"] = torch.zeros(4)";
const std::string layer_norm_bias =
    "\nLayerNorm(bias=False) stores no bias; in Python, before saving: state[\"1.bias\"] = torch.zeros(4)";
const std::string statistics =
    "\nBatchNorm1d(track_running_stats=False) keeps no running_mean and running_var, which predictions need: "
    "train "
    "with running statistics";
const std::string linear = "\nLinear(n, m, bias=False) is Dense<m, no_bias>";

/// What is said where a network expects a dense layer 0 and the tensors of a layer 1, and the file has these.
std::string advice(const std::vector<std::string>& expected, const std::vector<std::string>& stored) {
  SafetensorsHeader header;
  TensorAdvice::Names names;
  std::vector<MissingTensor> missing;
  for (const std::string& name : stored)
    header.tensors[name] = {
        "F32", name == "0.weight" ? std::vector<std::uint64_t>{4, 2} : std::vector<std::uint64_t>{4}, 0, 0};
  for (const std::string& name : expected) {
    names.insert(name);
    if (!header.tensors.contains(name))
      missing.push_back(
          {name, name == "0.weight" ? std::vector<strata::Index>{4, 2} : std::vector<strata::Index>{4}});
  }
  return TensorAdvice(header, names).about(missing);
}

const std::vector<std::string> with_batch_norm{"0.weight", "0.bias",         "1.weight",
                                               "1.bias",   "1.running_mean", "1.running_var"},
    with_layer_norm{"0.weight", "0.bias", "1.weight", "1.bias"};

}  // namespace

TEST_CASE("Layers that PyTorch stores with fewer tensors are named with what to do") {
  CHECK(advice(with_batch_norm, {"0.weight", "0.bias", "1.running_mean", "1.running_var"}) == batch_norm);
  CHECK(advice(with_batch_norm, {"0.weight", "0.bias", "1.weight", "1.bias"}) == statistics);
  CHECK(advice(with_batch_norm, {"0.weight", "0.bias"}) == statistics);
  CHECK(advice(with_layer_norm, {"0.weight", "0.bias"}) == layer_norm);
  CHECK(advice(with_layer_norm, {"0.weight", "0.bias", "1.weight"}) == layer_norm_bias);
  CHECK(advice(with_layer_norm, {"0.weight", "1.weight", "1.bias"}) == linear);
  CHECK(advice(with_layer_norm, {"0.weight", "1.weight"}) == linear + layer_norm_bias);
}

TEST_CASE("Nothing is advised where nothing is missing, or all of it") {
  CHECK(advice(with_batch_norm, with_batch_norm).empty());
  CHECK(advice(with_batch_norm, {}).empty());
  CHECK(advice(with_layer_norm, {"encoder.0.weight"}).empty());
  CHECK(advice(with_layer_norm, {"0.bias", "1.weight", "1.bias"}).empty());
}

TEST_CASE("An option that many layers share is named once") {
  CHECK(advice({"0.weight", "1.weight", "1.bias", "3.weight", "3.bias"}, {"0.weight"}) == layer_norm);
}
