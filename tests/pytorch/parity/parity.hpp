#pragma once

#include "table.hpp"
#include "vectors.hpp"

namespace parity {

/// Each compares one kind of thing with what PyTorch computed.
void layers(Vectors& vectors, Table& table);
void losses(Vectors& vectors, Table& table);
void distributions(Vectors& vectors, Table& table);
void training(Vectors& vectors, Table& table);
void architectures(Vectors& vectors, Table& table);

}  // namespace parity
