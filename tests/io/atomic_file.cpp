#include <csignal>
#include <set>

#include <strata/io/atomic_file.hpp>
#include <sys/resource.h>

#include "../support/checks.hpp"
#include "../support/killed.hpp"
#include "../support/safetensors.hpp"

namespace fs = std::filesystem;
using strata::detail::read_file;
using strata::detail::write_atomically;

namespace {

/// While it lives, this process can write no file longer than `bytes`: to a program, a disk that is full.
class FullDisk {
 public:
  explicit FullDisk(::rlim_t bytes) : old_handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &old_);
    const ::rlimit limited{bytes, old_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limited);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;
  ~FullDisk() {
    ::setrlimit(RLIMIT_FSIZE, &old_);
    std::signal(SIGXFSZ, old_handler_);
  }

 private:
  ::rlimit old_{};
  void (*old_handler_)(int);
};

}  // namespace

TEST_CASE("A file is written, and replaced by a shorter one") {
  const checks::TemporaryFolder folder("written");
  write_atomically(folder.file("a"), std::string("long\0text", 9));
  CHECK(read_file(folder.file("a")) == std::string("long\0text", 9));
  write_atomically(folder.file("a"), "short");
  CHECK(read_file(folder.file("a")) == "short");
  CHECK(folder.count() == 1);
}

TEST_CASE("A path without a folder is one in the working folder") {
  const checks::TemporaryFolder folder("working");
  const fs::path before = fs::current_path();
  fs::current_path(fs::path(folder.file("a")).parent_path());
  write_atomically("a", "text");
  fs::current_path(before);
  CHECK(read_file(folder.file("a")) == "text");
}

TEST_CASE("Links are followed and permissions are kept") {
  const checks::TemporaryFolder folder("links");
  write_atomically(folder.file("a"), "old");
  fs::permissions(folder.file("a"), fs::perms::owner_read | fs::perms::owner_write);
  fs::create_symlink(folder.file("a"), folder.file("link"));
  write_atomically(folder.file("link"), "new");
  CHECK(fs::is_symlink(folder.file("link")));
  CHECK(read_file(folder.file("a")) == "new");
  CHECK(fs::status(folder.file("a")).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("A full disk leaves the old file whole and nothing beside it") {
  const checks::TemporaryFolder folder("full");
  write_atomically(folder.file("a"), "old");
  {
    const FullDisk disk(1000);
    CHECK_THROWS_WITH(write_atomically(folder.file("a"), std::string(5000, 'x')),
                      contains("cannot be written: File too large"));
    CHECK_THROWS_AS(write_atomically(folder.file("new"), std::string(5000, 'x')), std::runtime_error);
  }
  CHECK(read_file(folder.file("a")) == "old");
  CHECK(folder.count() == 1);
}

TEST_CASE("What is no regular file is refused and left alone") {
  const checks::TemporaryFolder folder("irregular");
  fs::create_directory(folder.file("inner"));
  CHECK_THROWS_WITH(write_atomically(folder.file("inner"), "text"),
                    contains("inner: expected a regular file or none, got something else"));
  CHECK(fs::is_directory(folder.file("inner")));
  CHECK(folder.count() == 1);
  if (!fs::exists("/dev/full")) return;
  CHECK_THROWS_AS(write_atomically("/dev/full", "text"), std::runtime_error);
  CHECK(fs::is_character_file("/dev/full"));
}

TEST_CASE("A folder that is not there is named with what the system says") {
  CHECK_THROWS_WITH(write_atomically("/nowhere/a", "text"),
                    contains("/nowhere/a: cannot create a file beside it: No such file or directory"));
}

TEST_CASE("A process killed at 200 random moments of writing leaves a whole file") {
  const checks::TemporaryFolder folder("killed");
  const std::string path = folder.file("a");
  constexpr std::size_t size = 200'000;
  write_atomically(path, std::string(size, 'a'));

  std::set<char> seen;
  char letter = 'a';
  checks::killed_at_random_moments(
      [&](int kill) {
        letter = static_cast<char>('a' + (letter - 'a' + 1 + kill) % 26);
        write_atomically(path, std::string(size, letter));
      },
      [&] {
        const std::string text = read_file(path);
        REQUIRE(text.size() == size);
        REQUIRE(text.find_first_not_of(text[0]) == std::string::npos);
        seen.insert(text[0]);
      });
  CHECK(seen.size() > 5);
}
