#include <atomic>
#include <csignal>
#include <thread>

#include <strata/data/read_file.hpp>
#include <strata/io/system_file.hpp>
#include <sys/stat.h>

#include "../support/checks.hpp"
#include "../support/file_numbers.hpp"
#include "../support/temporary_folder.hpp"

namespace files = strata::detail::files;
using strata::detail::read_file;

namespace {

auto permissions_of(const std::string& path) {
  return static_cast<unsigned>(std::filesystem::status(path).permissions());
}

/// How many names an open file has.
auto names_of(int file) {
  struct ::stat status {};
  ::fstat(file, &status);
  return status.st_nlink;
}

}  // namespace

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
  errno = EIO;  // of before
  CHECK_FALSE(files::close_and_replace(file, name, old));
  CHECK(read_file(old) == "text");
  CHECK(permissions_of(old) == 0640);
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

TEST_CASE("A new file may be read and written by all whom the process lets") {
  const checks::TemporaryFolder folder;
  const auto before = ::umask(0);
  files::close(files::create(folder.file("a")));
  ::umask(before);
  CHECK(permissions_of(folder.file("a")) == 0666);
}

TEST_CASE("Permissions are copied from a file that stays as it is, and from none") {
  const checks::TemporaryFolder folder;
  const std::string old = folder.file("old");
  const int file = files::create(old);
  files::write(file, "text");
  files::close(file);
  const int copy = files::create(folder.file("new"));
  CHECK(files::copy_permissions(old, copy));
  CHECK(read_file(old) == "text");
  CHECK(files::copy_permissions(folder.file("none"), copy));
  CHECK_FALSE(files::copy_permissions(folder.file(""), copy));
  CHECK_FALSE(files::copy_permissions(old, -1));
  files::close(copy);
}

TEST_CASE("Bytes reach the disk, or what has none") {
  const checks::TemporaryFolder folder;
  const int file = files::create(folder.file("a"));
  errno = 0;
  CHECK(files::flush(file));
  int pipe[2];
  REQUIRE(::pipe(pipe) == 0);
  CHECK(files::flush(pipe[1]));
  for (const int open : {file, pipe[0], pipe[1]}) {
    CHECK(files::close(open));
    CHECK_FALSE(files::close(open));
    CHECK_FALSE(files::flush(open));
  }
}

TEST_CASE("At most 1 GiB is written at once") {
  constexpr std::size_t most = 1073741824;
  for (const std::size_t bytes : {std::size_t{0}, std::size_t{1}, most})
    CHECK(files::at_once(bytes) == bytes);
  for (const std::size_t bytes : {most + 1, 3 * most}) CHECK(files::at_once(bytes) == most);
}

TEST_CASE("Nothing stays open") {
  const checks::TemporaryFolder folder;
  const std::string path = folder.file("a");
  const int next = checks::next_file_number();
  CHECK(files::close(files::create(path)));
  CHECK(files::create(path) < 0);
  const int file = files::create(folder.file("b"));
  CHECK(files::copy_permissions(path, file));
  CHECK_FALSE(files::close_and_replace(file, folder.file("b"), path));
  files::flush_folder(folder.file(""));
  files::flush_folder(folder.file("none"));
  files::remove_abandoned(path);
  CHECK(checks::next_file_number() == next);
}

TEST_CASE("A file of number 0 is one like any other") {
  const checks::TemporaryFolder folder;
  const std::string path = folder.file("a");
  const int other = files::create(folder.file("b"));
  ::chmod(folder.file("b").c_str(), 0640);
  const checks::NoInput no_input;
  const int file = files::create(path);
  CHECK(file == 0);
  files::remove_abandoned(path);
  CHECK(folder.count() == 2);
  CHECK(files::close(file));

  errno = 0;
  CHECK(files::copy_permissions(path, other));
  CHECK(permissions_of(folder.file("b")) == permissions_of(path));
  files::flush_folder(folder.file(""));
  CHECK(checks::next_file_number() == 0);
  files::remove_abandoned(path);
  CHECK(folder.count() == 1);
  files::close(other);
}

TEST_CASE("An open file has a name until it is removed") {
  const checks::TemporaryFolder folder;
  const int file = files::create(folder.file("a"));
  CHECK(files::has_name(file));
  files::remove(folder.file("a"));
  CHECK_FALSE(files::has_name(file));
  files::close(file);
  CHECK_FALSE(files::has_name(file));
}

TEST_CASE("A file is created whatever failed before") {
  const checks::TemporaryFolder folder;
  errno = EWOULDBLOCK;
  const int file = files::create(folder.file("a"));
  CHECK(file >= 0);
  files::close(file);
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

TEST_CASE("A new file is either refused or nobody's to remove, however soon another tries") {
  const checks::TemporaryFolder folder;
  const std::string path = folder.file("a");
  std::atomic<bool> ends = false;
  std::thread other([&] {
    while (!ends) files::remove_abandoned(path);
  });
  int lost = 0, refused_otherwise = 0;
  for (int i = 0; i < 1000; ++i) {
    const int file = files::create(path);
    if (file < 0) {
      refused_otherwise += files::last_error() != std::errc::file_exists;
      continue;
    }
    std::this_thread::yield();
    lost += names_of(file) != 1;
    files::remove(path);
    files::close(file);
  }
  ends = true;
  other.join();
  CHECK(lost == 0);
  CHECK(refused_otherwise == 0);
}
