#include <csignal>

#include <strata/data/read_file.hpp>
#include <strata/io/system_file.hpp>
#include <sys/stat.h>

#include "../support/checks.hpp"
#include "../support/temporary_folder.hpp"

namespace files = strata::detail::files;
using strata::detail::read_file;

TEST_CASE("A new file takes the place of another, permissions and all") {
  const checks::TemporaryFolder folder;
  const std::string old = folder.file("old"), name = folder.file("new");
  files::close(files::create(old));
  ::chmod(old.c_str(), 0640);
  const int file = files::create(name);
  REQUIRE(file >= 0);
  CHECK(files::write(file, "text") == 4);
  CHECK(files::flush(file));
  CHECK(files::copy_permissions(old, file));
  CHECK_FALSE(files::close_and_replace(file, name, old));
  CHECK(read_file(old) == "text");
  CHECK(std::filesystem::status(old).permissions() == static_cast<std::filesystem::perms>(0640));
  CHECK(folder.count() == 1);
}

TEST_CASE("What cannot be done has a reason") {
  const checks::TemporaryFolder folder;
  const int file = files::create(folder.file("a"));
  CHECK(files::create(folder.file("a")) < 0);
  CHECK(files::last_error() == std::errc::file_exists);
  CHECK(files::open_to_write(folder.file("b"), true) < 0);
  CHECK(files::last_error() == std::errc::no_such_file_or_directory);
  CHECK(files::close_and_replace(file, folder.file("a"), folder.file("b/c")) ==
        std::errc::no_such_file_or_directory);
}

TEST_CASE("A file is opened as it is or emptied") {
  const checks::TemporaryFolder folder;
  const std::string path = folder.file("a");
  const int file = files::create(path);
  files::write(file, "text");
  files::close(file);
  files::close(files::open_to_write(path, false));
  CHECK(read_file(path) == "text");
  files::close(files::open_to_write(path, true));
  CHECK(read_file(path).empty());
}

TEST_CASE("A file is abandoned where nobody has it open") {
  const checks::TemporaryFolder folder;
  const int file = files::create(folder.file("a"));
  files::remove_abandoned(folder.file("a"));
  CHECK(folder.count() == 1);
  files::close(file);
  files::remove_abandoned(folder.file("a"));
  CHECK(folder.count() == 0);
}
