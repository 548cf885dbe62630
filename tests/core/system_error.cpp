#include <strata/core/system_error.hpp>

#include "../support/checks.hpp"

using strata::detail::throw_system_error;

TEST_CASE("An error names the file, what was tried and the system's reason") {
  errno = ENOSPC;
  CHECK_THROWS_WITH(throw_system_error("a.csv", "be written"),
                    "strata: a.csv: cannot be written: No space left on device");
  CHECK_THROWS_WITH(throw_system_error("a.csv", "be read", std::make_error_code(std::errc::is_a_directory)),
                    "strata: a.csv: cannot be read: Is a directory");
  errno = 0;
  CHECK_THROWS_WITH(throw_system_error("a.csv", "be read"), "strata: a.csv: cannot be read");
}
