#include <array>
#include <cstdint>

#include <strata/core/bit_cast.hpp>

#include "../support/checks.hpp"

TEST_CASE("bit_cast gives the bits of a number and takes them back") {
  using strata::detail::bit_cast;
  STATIC_REQUIRE(bit_cast<std::uint32_t>(1.0f) == 0x3f800000);
  STATIC_REQUIRE(bit_cast<double>(std::uint64_t{0x3ff8000000000000}) == 1.5);
  const auto bytes = bit_cast<std::array<unsigned char, 4>>(std::uint32_t{0x01010101});
  CHECK(bytes == std::array<unsigned char, 4>{1, 1, 1, 1});
}

TEST_CASE("bit_cast takes packets") {
  using Packet [[gnu::vector_size(16)]] = float;
  using Bits [[gnu::vector_size(16)]] = std::uint32_t;
  const auto bits = strata::detail::bit_cast<Bits>(Packet{1, 2, -1, 0});
  CHECK(bits[0] == 0x3f800000);
  CHECK(bits[2] == 0xbf800000);
}
