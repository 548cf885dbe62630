#include <cstring>
#include <sstream>

#include <strata/io/safetensors.hpp>
#include <strata/layers/batch_norm.hpp>
#include <strata/layers/dense.hpp>

#include "fuzz.hpp"

namespace {

using Network = strata::Sequential<float, strata::Input<2>, strata::Dense<2>, strata::BatchNorm>;

bool load(Network& net, const std::string& bytes, const std::vector<std::string>& ignore = {}) {
  std::istringstream in(bytes);
  return fuzz::reads(
      [&] { strata::detail::load_from(net, in, "file", {.ignore = ignore, .allow_narrowing = true}); });
}

/// Equal byte for byte, also where they are not numbers.
template <class Vector>
bool is_same(const Vector& a, const Vector& b) {
  return std::memcmp(a.data(), b.data(), sizeof a[0] * static_cast<std::size_t>(a.size())) == 0;
}

bool is_same(const Network& a, const Network& b) {
  return is_same(a.parameters(), b.parameters()) && is_same(a.state(), b.state());
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Network fresh;
  Network net = fresh, again = fresh, among_others = fresh;
  if (!load(net, std::string(fuzz::text_of(data, size)))) {
    fuzz::require(is_same(net, fresh), "a network that stays as it was after an error");
    return 0;
  }
  fuzz::require(
      load(among_others, std::string(fuzz::text_of(data, size)), {"*"}) && is_same(net, among_others),
      "what is loaded is loaded among others");
  fuzz::require(load(again, strata::detail::safetensors_of(net, strata::SaveOptions<float>{})),
                "what is saved can be loaded");
  fuzz::require(is_same(net, again), "what is saved is loaded to the bit");
  return 0;
}
