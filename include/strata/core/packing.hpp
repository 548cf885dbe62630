#pragma once

#include <Eigen/Core>
#include <algorithm>
#include <cstddef>
#include <vector>

#include <strata/core/parallel.hpp>
#include <strata/core/tensor.hpp>

namespace strata {

/// The memory into which `product` copies the blocks of its operands; it grows on demand and is reused.
///
/// Eigen takes that memory anew for every product, from the stack while it is small and from the heap
/// above. Lent from here, products of any size allocate nothing and keep small stack frames. Threads that
/// share a product have memory of their own.
template <class Scalar>
class Packing {
 public:
  /// Takes memory ahead of a product whose columns are shared by as many threads as there are parts: each has
  /// enough for the largest part, so that none takes more when it first comes in time for another.
  void reserve(Index parts, Index rows, Index columns, Index depth, Index grain) {
    Index largest = 0;
    for (Index part = 0; part < parts; ++part) {
      const auto [begin, end] = detail::part_of(columns, grain, parts, part);
      if (begin < end) largest = std::max(largest, Blocking(rows, end - begin, depth).size());
    }
    if (memory_.size() < static_cast<std::size_t>(parts)) memory_.resize(static_cast<std::size_t>(parts));
    for (Index worker = 0; worker < parts; ++worker) grow(worker, largest);
  }

  /// Eigen's own block sizes for a product of these extents, on the memory of one thread.
  auto blocking(Index worker, Index rows, Index columns, Index depth) {
    Blocking blocks(rows, columns, depth);
    blocks.place(grow(worker, blocks.size()));
    return blocks;
  }

 private:
  struct Blocking : Eigen::internal::level3_blocking<Scalar, Scalar> {
    Blocking(Index rows, Index columns, Index depth) {
      this->m_mc = rows;
      this->m_nc = columns;
      this->m_kc = depth;
      Eigen::internal::computeProductBlockingSizes<Scalar, Scalar>(this->m_kc, this->m_mc, this->m_nc);
    }

    /// The elements of the left block, up to where the right one begins.
    Index left_size() const { return detail::round_up(this->mc() * this->kc(), 64); }
    Index size() const { return left_size() + this->kc() * this->nc(); }

    void place(Scalar* memory) {
      this->m_blockA = memory;
      this->m_blockB = memory + left_size();
    }
  };

  using Memory = Eigen::Matrix<Scalar, Eigen::Dynamic, 1>;

  Scalar* grow(Index worker, Index size) {
    Memory& memory = memory_[static_cast<std::size_t>(worker)];
    if (memory.size() < size) memory = Memory(size);
    return memory.data();
  }

  std::vector<Memory> memory_;
};

}  // namespace strata
