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

TEMPLATE_TEST_CASE("The blocks of both operands lie side by side, the right one 64 numbers from another line",
                   "", float, double) {
  for (const Index rows : {1, 2, 64, 300})
    for (const Index columns : {1, 3, 100})
      for (const Index depth : {1, 2, 65, 700}) {
        CAPTURE(rows, columns, depth);
        Packing<TestType> packing;
        packing.reserve(1, rows, columns, depth, 8);
        auto blocks = packing.blocking(0, rows, columns, depth);
        REQUIRE(blocks.blockA() != nullptr);
        const Index left = blocks.blockB() - blocks.blockA();
        CHECK(left >= blocks.mc() * blocks.kc());
        CHECK(left < blocks.mc() * blocks.kc() + 64);
        CHECK(left % 64 == 0);
        // All of it can be written to.
        std::fill_n(packing.blocking(0, rows, columns, depth).blockA(), left + blocks.kc() * blocks.nc(),
                    TestType(1));
      }
}

TEST_CASE("Memory grows on demand and is kept") {
  Packing<double> packing;
  packing.reserve(2, 8, 16, 8, 8);
  const double* const small = packing.blocking(0, 8, 8, 8).blockA();
  CHECK(small != nullptr);
  CHECK(packing.blocking(1, 8, 8, 8).blockA() != small);
  CHECK(packing.blocking(0, 8, 8, 8).blockA() == small);
  auto large = packing.blocking(0, 64, 64, 64);
  std::fill_n(large.blockB(), large.kc() * large.nc(), 1.0);
  CHECK(packing.blocking(0, 8, 8, 8).blockA() == large.blockA());
}
