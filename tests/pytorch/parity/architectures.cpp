#include "architectures.hpp"

#include <strata/io/safetensors.hpp>

#include "parity.hpp"

namespace parity {

void architectures(Vectors& vectors, Table& table) {
  for_each_architecture([&](int number, auto net, const auto& loss) {
    const std::string name = "architecture " + std::to_string(number);
    strata::load(net, vectors.path(), {.prefix = name + ".net."});
    vectors.leave_out(name + ".net.");
    compare_both(vectors, table, name, net, loss);
  });
}

}  // namespace parity
