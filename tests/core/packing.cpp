#include <strata/core/packing.hpp>

#include "../support/checks.hpp"

using namespace strata;

TEST_CASE("What is taken ahead is enough for every thread's part of a product") {
  for (const Index threads : {2, 3, 4, 8})
    for (const Index columns : {24, 200, 1000, 3000})
      for (const Index depth : {64, 256, 700}) {
        INFO(threads << " threads, 64 x " << depth << " x " << columns);
        Packing<float> packing;
        packing.reserve(threads, 64, columns, depth, 8);
        for (Index part = 0; part < threads; ++part) {
          const detail::Range range = detail::part_of(columns, 8, threads, part);
          const float* before = packing.blocking(part, 1, 1, 1).blockA();
          CHECK(packing.blocking(part, 64, range.end - range.begin, depth).blockA() == before);
        }
      }
}
