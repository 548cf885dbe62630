#include "architectures.hpp"

#include "parity.hpp"

namespace parity {

void architectures(Vectors& vectors, Table& table) {
  for_each_architecture([&](int number, const auto& net, const AnyLoss& loss) {
    Case(vectors, "architecture " + std::to_string(number), net).check(table, net, loss);
  });
}

}  // namespace parity
