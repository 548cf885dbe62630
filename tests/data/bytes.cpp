#include <strata/data/bytes.hpp>

#include "../support/checks.hpp"

using namespace strata::detail;
using strata::Index;

TEST_CASE("Text from files is shown without what a terminal could obey") {
  CHECK(shown("plain") == "\"plain\"");
  CHECK(shown("\x1b[2J\n") == "\"\\x1b[2J\\x0a\"");
  CHECK(shown(" ~\x7f\x80\xff") == "\" ~\\x7f\\x80\\xff\"");
  CHECK(shown(std::string(40, 'a')) == "\"" + std::string(40, 'a') + "\"");
  CHECK(shown(std::string(41, 'a')) == "\"" + std::string(40, 'a') + "...\"");
}

TEST_CASE("Numbers are read in either order of bytes") {
  CHECK(number_at<std::uint16_t>("\1\2", std::endian::big) == 258);
  CHECK(number_at<std::uint16_t>("\1\2", std::endian::little) == 513);
}

TEST_CASE("Attack: billions of samples without a number") {
  using strata::detail::checked_product;
  CHECK_THROWS_WITH(
      checked_product(std::vector<Index>{4294901760, 0, 64}, 1, "file"),
      "strata: file: header: expected at least one number for each sample, got 4294901760 samples of "
      "none");
  CHECK(checked_product(std::vector<Index>{0, 28, 28}, 1, "file") == 0);
  CHECK(checked_product(std::vector<Index>{2, 3}, 8, "file") == 6);
}

TEST_CASE("Extents are taken up to a sixteenth of the largest number of bytes, and no further") {
  const Index most = std::numeric_limits<Index>::max() / 16;
  CHECK(checked_product(std::vector<Index>{most}, 1, "file") == most);
  CHECK(checked_product(std::vector<Index>{most / 8}, 8, "file") == most / 8);
  CHECK(checked_product(std::vector<Index>{2, most / 16}, 8, "file") == most / 16 * 2);
  CHECK_THROWS_WITH(checked_product(std::vector<Index>{most + 1}, 1, "file"),
                    "strata: file: header: expected extents that memory can hold, got 576460752303423488 "
                    "among them");
  CHECK_THROWS_AS(checked_product(std::vector<Index>{most / 8 + 1}, 8, "file"), std::runtime_error);
  CHECK_THROWS_AS(checked_product(std::vector<Index>{2, most / 16 + 1}, 8, "file"), std::runtime_error);
}
