#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <vector>

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
  /// Takes memory for so many threads ahead of a product, so that none takes it later, when it first comes
  /// in time to share one.
  void share(Index workers, Index rows, Index columns, Index depth) {
    if (memory_.size() < static_cast<std::size_t>(workers)) memory_.resize(static_cast<std::size_t>(workers));
    for (Index worker = 0; worker < workers; ++worker) blocking(worker, rows, columns, depth);
  }

  /// Eigen's own block sizes for a product of these extents, on the memory of one thread.
  auto blocking(Index worker, Index rows, Index columns, Index depth) {
    Blocking blocks(rows, columns, depth);
    Memory& memory = memory_[static_cast<std::size_t>(worker)];
    const Index left = detail::round_up(blocks.mc() * blocks.kc(), 64);
    const Index right = blocks.kc() * blocks.nc();
    if (memory.size() < left + right) memory = Memory(left + right);
    blocks.place(memory.data(), memory.data() + left);
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

    void place(Scalar* left, Scalar* right) {
      this->m_blockA = left;
      this->m_blockB = right;
    }
  };

  using Memory = Eigen::Matrix<Scalar, Eigen::Dynamic, 1>;
  std::vector<Memory> memory_;
};

}  // namespace strata
