#pragma once

#include <cstddef>
#include <cstdint>

#ifdef __linux__
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace strata::detail {

/// Asks Linux to lay memory that is about to be filled on pages of 2 MiB: the first touch of each of the
/// 30,000 small pages of a large table costs more time than its numbers. A hint that changes no byte.
inline void prefer_large_pages([[maybe_unused]] void* data, [[maybe_unused]] std::size_t size) {
#if defined(__linux__) && defined(MADV_HUGEPAGE)
  if (size < std::size_t{1} << 22) return;
  // All of the pages, or the mapping falls into parts, which realloc cannot move.
  const auto page = static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE));
  const auto address = reinterpret_cast<std::uintptr_t>(data);
  const std::uintptr_t before = address % page;
  madvise(static_cast<char*>(data) - before, (before + size + page - 1) / page * page, MADV_HUGEPAGE);
#endif
}

}  // namespace strata::detail
