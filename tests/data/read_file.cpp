#include <strata/data/read_file.hpp>

#include "../support/checks.hpp"

using namespace strata::detail;

TEST_CASE("A file that cannot be read is named with the system's reason") {
  CHECK_THROWS_WITH(read_file("/nowhere/a"),
                    "strata: /nowhere/a: cannot be opened: No such file or directory");
  CHECK_THROWS_WITH(read_file(""), "strata: : cannot be opened: No such file or directory");
  CHECK_THROWS_WITH(read_file("/"), "strata: /: cannot be read: Is a directory");
}
