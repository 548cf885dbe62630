#include <numeric>
#include <vector>

#include <strata/data/large_pages.hpp>

#include "../support/checks.hpp"

TEST_CASE("The hint for large pages changes no byte, wherever the memory begins and ends") {
  std::vector<unsigned> numbers(3 << 20);
  std::iota(numbers.begin(), numbers.end(), 0u);
  const std::vector<unsigned> before = numbers;
  for (const std::size_t first : {0u, 1u, 1023u, 1024u})
    for (const std::size_t size :
         {std::size_t{0}, std::size_t{1}, std::size_t{1} << 21, numbers.size() - first})
      strata::detail::prefer_large_pages(numbers.data() + first, size * sizeof(unsigned));
  CHECK(numbers == before);
}
