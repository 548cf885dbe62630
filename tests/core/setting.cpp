#include <strata/core/setting.hpp>

#include "../support/checks.hpp"

using strata::detail::check_setting;

TEST_CASE("A setting out of its range is named with what was expected") {
  CHECK_NOTHROW(check_setting(true, "Huber", "a delta above 0", 1));
  CHECK_THROWS_AS(check_setting(false, "Huber", "a delta above 0", -1), std::invalid_argument);
  CHECK_THROWS_WITH(check_setting(false, "Huber", "a delta above 0", -1e-9),
                    "strata: Huber: expected a delta above 0, got -1e-09; leave it out for the default");
  CHECK_THROWS_WITH(check_setting(false, "Huber", "a delta above 0", std::nan(""), "choose 1"),
                    "strata: Huber: expected a delta above 0, got nan; choose 1");
}

TEST_CASE("Two sizes can agree unless both are known and differ") {
  using strata::Dynamic;
  using strata::detail::may_agree;
  CHECK(may_agree(3, 3));
  CHECK(may_agree(3, Dynamic));
  CHECK(may_agree(Dynamic, 3));
  CHECK(may_agree(Dynamic, Dynamic));
  CHECK_FALSE(may_agree(3, 4));
}
