#include <fstream>

#include <strata/data/read_file.hpp>

#include "../support/checks.hpp"
#include "../support/temporary_folder.hpp"

using namespace strata::detail;

TEST_CASE("A file is read whole, whatever its size") {
  const checks::TemporaryFolder folder;
  const std::string path = folder.file("bytes");
  for (const std::size_t size : std::vector<std::size_t>{0, 1, 2, 16383, 16384, 16385, 40000}) {
    std::string bytes;
    for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(i % 251);
    std::ofstream(path, std::ios::binary) << bytes;
    CHECK(read_file(path) == bytes);
  }
}

TEST_CASE("A file that cannot be read is named with the system's reason") {
  CHECK_THROWS_WITH(read_file("/nowhere/a"),
                    "strata: /nowhere/a: cannot be opened: No such file or directory");
  CHECK_THROWS_WITH(read_file(""), "strata: : cannot be opened: No such file or directory");
  CHECK_THROWS_WITH(read_file("/"), "strata: /: cannot be read: Is a directory");
}
