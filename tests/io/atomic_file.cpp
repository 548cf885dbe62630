#include <csignal>
#include <set>
#include <thread>

#include <strata/data/read_file.hpp>
#include <strata/io/atomic_file.hpp>
#include <sys/resource.h>
#include <sys/time.h>

#include "../support/checks.hpp"
#include "../support/file_numbers.hpp"
#include "../support/killed.hpp"
#include "../support/temporary_folder.hpp"

namespace fs = std::filesystem;
using strata::detail::check_writable;
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

/// While it lives, this process is no root, to whom everything is permitted.
class NoRoot {
 public:
  NoRoot() {
    if (is_root_) REQUIRE(::seteuid(nobody) == 0);
  }
  NoRoot(const NoRoot&) = delete;
  NoRoot& operator=(const NoRoot&) = delete;
  ~NoRoot() {
    if (is_root_) CHECK(::seteuid(0) == 0);
  }

  static constexpr ::uid_t nobody = 65534;

 private:
  bool is_root_ = ::geteuid() == 0;
};

/// While it lives, a signal comes every millisecond, and system calls of this thread end with EINTR.
class Interruptions {
 public:
  Interruptions() {
    struct ::sigaction action {};
    action.sa_handler = [](int) {};
    ::sigaction(SIGALRM, &action, &old_);
    every({0, 1000});
  }
  Interruptions(const Interruptions&) = delete;
  Interruptions& operator=(const Interruptions&) = delete;
  ~Interruptions() {
    every({0, 0});
    ::sigaction(SIGALRM, &old_, nullptr);
  }

 private:
  static void every(const ::timeval& time) {
    const ::itimerval timer{time, time};
    ::setitimer(ITIMER_REAL, &timer, nullptr);
  }

  struct ::sigaction old_ {};
};

void permit(const std::string& path, unsigned mode) { fs::permissions(path, static_cast<fs::perms>(mode)); }

/// The number that stays with a file as long as it is the same one.
auto identity(const std::string& path) {
  struct ::stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  return status.st_ino;
}

}  // namespace

TEST_CASE("A file is written, and replaced by a shorter one") {
  const checks::TemporaryFolder folder;
  write_atomically(folder.file("a"), std::string("long\0text", 9));
  CHECK(read_file(folder.file("a")) == std::string("long\0text", 9));
  write_atomically(folder.file("a"), "short");
  CHECK(read_file(folder.file("a")) == "short");
  CHECK(folder.count() == 1);
}

TEST_CASE("A path without a folder is one in the working folder") {
  const checks::TemporaryFolder folder;
  const fs::path before = fs::current_path();
  fs::current_path(fs::path(folder.file("a")).parent_path());
  write_atomically("a", "text");
  fs::current_path(before);
  CHECK(read_file(folder.file("a")) == "text");
}

TEST_CASE("Links are followed and permissions are kept") {
  const checks::TemporaryFolder folder;
  write_atomically(folder.file("a"), "old");
  fs::permissions(folder.file("a"), fs::perms::owner_read | fs::perms::owner_write);
  fs::create_symlink(folder.file("a"), folder.file("link"));
  write_atomically(folder.file("link"), "new");
  CHECK(fs::is_symlink(folder.file("link")));
  CHECK(read_file(folder.file("a")) == "new");
  CHECK(fs::status(folder.file("a")).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("A full disk leaves the old file whole and nothing beside it") {
  const checks::TemporaryFolder folder;
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

TEST_CASE("The end of a chain of links is written though nothing is there yet") {
  const checks::TemporaryFolder folder;
  fs::create_directory(folder.file("inner"));
  fs::create_symlink("inner/second", folder.file("first"));
  fs::create_symlink("../a", folder.file("inner/second"));
  for (const std::string text : {"new", "newer"}) {
    write_atomically(folder.file("first"), text);
    CHECK(fs::is_symlink(folder.file("first")));
    CHECK(fs::is_symlink(folder.file("inner/second")));
    CHECK(read_file(folder.file("a")) == text);
    CHECK(folder.count() == 3);
  }
}

TEST_CASE("Links that lead nowhere are named with what the system says") {
  const checks::TemporaryFolder folder;
  fs::create_symlink("absent/a", folder.file("link"));
  CHECK_THROWS_WITH(write_atomically(folder.file("link"), "text"),
                    contains("absent/a: cannot create a file beside it: No such file or directory"));
  fs::create_symlink("round", folder.file("round"));
  CHECK_THROWS_WITH(write_atomically(folder.file("round"), "text"),
                    contains("cannot be followed: Too many levels of symbolic links"));
  CHECK(folder.count() == 2);
}

TEST_CASE("Up to 40 links are followed to a file that is not there yet") {
  const checks::TemporaryFolder folder;
  const auto link = [&](int number) { return "link_" + std::to_string(number); };
  fs::create_symlink("a", folder.file(link(1)));
  for (int number = 2; number <= 41; ++number)
    fs::create_symlink(link(number - 1), folder.file(link(number)));
  CHECK_THROWS_WITH(write_atomically(folder.file(link(41)), "text"),
                    contains("link_1: cannot be followed: Too many levels of symbolic links"));
  CHECK(folder.count() == 41);
  write_atomically(folder.file(link(40)), "text");
  CHECK(read_file(folder.file("a")) == "text");
}

TEST_CASE("A name of any length that the system takes is written") {
  const checks::TemporaryFolder folder;
  std::string umlauts;
  while (umlauts.size() < 254) umlauts += "\u00e4";
  for (const std::string& name :
       {std::string(99, 'x'), std::string(100, 'x'), std::string(253, 'x'), std::string(255, 'x'), umlauts}) {
    write_atomically(folder.file(name), name);
    CHECK(read_file(folder.file(name)) == name);
  }
  CHECK(folder.count() == 5);
  CHECK_THROWS_WITH(write_atomically(folder.file(std::string(256, 'x')), "text"),
                    contains("File name too long"));
  CHECK_THROWS_AS(write_atomically("", "text"), std::runtime_error);
  CHECK(folder.count() == 5);
}

TEST_CASE("A folder is refused and left alone") {
  const checks::TemporaryFolder folder;
  fs::create_directory(folder.file("inner"));
  CHECK_THROWS_WITH(write_atomically(folder.file("inner"), "text"),
                    contains("inner: expected a file or none, got a folder; name a file in it"));
  CHECK(fs::is_directory(folder.file("inner")));
  CHECK(folder.count() == 1);
}

TEST_CASE("Pipes and devices are written into") {
  const checks::TemporaryFolder folder;
  REQUIRE(::mkfifo(folder.file("pipe").c_str(), 0600) == 0);
  fs::create_symlink("pipe", folder.file("link"));
  const std::string text(200'000, 'x');
  for (const char* name : {"pipe", "link"}) {
    std::string arrived;
    std::thread reader([&] { arrived = read_file(folder.file("pipe")); });
    write_atomically(folder.file(name), text);
    reader.join();
    CHECK(arrived == text);
  }
  CHECK(fs::is_fifo(folder.file("pipe")));
  CHECK(folder.count() == 2);
  write_atomically("/dev/null", text);
  CHECK(fs::is_character_file("/dev/null"));
  if (!fs::exists("/dev/full")) return;
  CHECK_THROWS_WITH(write_atomically("/dev/full", "text"), contains("No space left on device"));
  CHECK(fs::is_character_file("/dev/full"));
}

TEST_CASE("An open file that has no name any more is written into") {
  const checks::TemporaryFolder folder;
  const int file = ::open(folder.file("a").c_str(), O_RDWR | O_CREAT, 0666);
  fs::remove(folder.file("a"));
  const std::string path = "/proc/self/fd/" + std::to_string(file);
  for (const std::string text : {"long text", "short"}) {
    write_atomically(path, text);
    std::string read(10, '?');
    read.resize(static_cast<std::size_t>(::pread(file, read.data(), read.size(), 0)));
    CHECK(read == text);
  }
  ::close(file);
  CHECK(folder.count() == 0);
}

TEST_CASE("A file in a folder that may not be written is written in place") {
  const checks::TemporaryFolder folder;
  const std::string path = folder.file("inner/a");
  fs::create_directory(folder.file("inner"));
  write_atomically(path, "a long old text");
  permit(path, 0666);
  permit(folder.file("inner"), 0555);
  const auto before = identity(path);
  {
    const NoRoot no_root;
    write_atomically(path, "new");
    CHECK_THROWS_WITH(write_atomically(folder.file("inner/b"), "text"),
                      contains("inner/b: cannot create a file beside it: Permission denied"));
  }
  CHECK(read_file(path) == "new");
  CHECK(identity(path) == before);
  permit(folder.file("inner"), 0777);
}

TEST_CASE("A file that may not be written is left alone") {
  const checks::TemporaryFolder folder;
  permit(folder.file(""), 0777);
  write_atomically(folder.file("a"), "old");
  permit(folder.file("a"), 0444);
  {
    const NoRoot no_root;
    CHECK_THROWS_WITH(write_atomically(folder.file("a"), "new"),
                      contains("a: cannot be opened: Permission denied"));
  }
  CHECK(read_file(folder.file("a")) == "old");
  CHECK(folder.count() == 1);
}

TEST_CASE("A file is written in place where it has to stay, and for no other reason") {
  using strata::detail::has_to_stay, strata::detail::open_where_it_stays;
  for (const auto reason : {std::errc::permission_denied, std::errc::operation_not_permitted,
                            std::errc::read_only_file_system, std::errc::device_or_resource_busy})
    CHECK(has_to_stay(make_error_code(reason)));
  const auto full = make_error_code(std::errc::no_space_on_device);
  CHECK_FALSE(has_to_stay(full));
  CHECK_FALSE(has_to_stay({}));

  const checks::TemporaryFolder folder;
  write_atomically(folder.file("a"), "old");
  CHECK_THROWS_WITH(open_where_it_stays(folder.file("a"), full, true),
                    contains("a: cannot create a file beside it: No space left on device"));
  CHECK(read_file(folder.file("a")) == "old");
}

TEST_CASE("A program without standard input writes as any other, whatever failed before") {
  const checks::TemporaryFolder folder;
  const std::string path = folder.file("a");
  const checks::NoInput no_input;
  for (const std::string text : {"long text", "short"}) {
    errno = EEXIST;
    write_atomically(path, text);
    CHECK(read_file(path) == text);
    check_writable(path);
    CHECK(folder.count() == 1);
    write_atomically("/dev/null", text);
    CHECK(checks::next_file_number() == 0);
  }
}

TEST_CASE("A signal during a write does not end it") {
  int pipe[2];
  REQUIRE(::pipe(pipe) == 0);
  const std::string text(200'000, 'x');
  std::string arrived(text.size(), '?');
  std::size_t size = 0;
  ::sigset_t alarm, before;
  ::sigemptyset(&alarm);
  ::sigaddset(&alarm, SIGALRM);
  ::pthread_sigmask(SIG_BLOCK, &alarm, &before);
  std::thread reader([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(30));
    for (::ssize_t count = 1; count > 0; size += static_cast<std::size_t>(count))
      count = ::read(pipe[0], arrived.data() + size, arrived.size() - size);
  });
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  {
    const Interruptions interruptions;
    CHECK_NOTHROW(strata::detail::OpenFile("pipe", pipe[1]).write(text));
  }
  reader.join();
  CHECK(arrived == text);
  ::close(pipe[0]);
}

TEST_CASE("Root does not take a file from its owner") {
  const checks::TemporaryFolder folder;
  write_atomically(folder.file("a"), "old");
  if (::geteuid() != 0) return;
  REQUIRE(::chown(folder.file("a").c_str(), NoRoot::nobody, NoRoot::nobody) == 0);
  write_atomically(folder.file("a"), "new");
  struct ::stat status {};
  REQUIRE(::stat(folder.file("a").c_str(), &status) == 0);
  CHECK(status.st_uid == NoRoot::nobody);
  CHECK(status.st_gid == NoRoot::nobody);
}

TEST_CASE("What a living process writes is not removed by another, nor by another thread") {
  const checks::TemporaryFolder folder;
  int begun[2];
  REQUIRE(::pipe(begun) == 0);
  const ::pid_t child = ::fork();
  if (child == 0) {
    const strata::detail::FileBeside file(folder.file("a"));
    if (::write(begun[1], "", 1) != 1) ::_exit(1);
    while (true) ::pause();
  }
  char byte;
  REQUIRE(::read(begun[0], &byte, 1) == 1);
  strata::detail::FileBeside second(folder.file("a"));
  std::thread([&] { write_atomically(folder.file("a"), "first"); }).join();
  CHECK(folder.count() == 3);
  second.write("second");
  CHECK_FALSE(second.replace());
  CHECK(read_file(folder.file("a")) == "second");

  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  write_atomically(folder.file("a"), "third");
  CHECK(folder.count() == 1);
  ::close(begun[0]);
  ::close(begun[1]);
}

TEST_CASE("A name that another has taken is left to it") {
  const checks::TemporaryFolder folder;
  std::string taken = strata::detail::NamesBeside(folder.file("a")).next();
  const std::size_t number = taken.rfind('-') + 1;
  taken = taken.substr(0, number) + std::to_string(std::stoi(taken.substr(number)) + 1) + ".tmp";
  const int file = strata::detail::files::create(taken);
  write_atomically(folder.file("a"), "text");
  CHECK(read_file(folder.file("a")) == "text");
  CHECK(fs::exists(taken));
  CHECK(folder.count() == 2);
  strata::detail::files::close(file);
}

TEST_CASE("Whether a path can be written is found without writing") {
  const checks::TemporaryFolder folder;
  permit(folder.file(""), 0777);
  write_atomically(folder.file("a"), "old");
  REQUIRE(::mkfifo(folder.file("pipe").c_str(), 0600) == 0);
  fs::create_symlink("new", folder.file("link"));
  for (const char* name : {"a", "pipe", "link", "new"}) CHECK_NOTHROW(check_writable(folder.file(name)));
  CHECK(read_file(folder.file("a")) == "old");
  CHECK_THROWS_WITH(check_writable(folder.file("")), contains("got a folder"));
  CHECK_THROWS_WITH(check_writable(folder.file("b/a")), contains("No such file or directory"));
  {
    permit(folder.file("a"), 0444);
    const NoRoot no_root;
    CHECK_THROWS_WITH(check_writable(folder.file("a")), contains("Permission denied"));
  }
  {
    permit(folder.file("a"), 0666);
    permit(folder.file(""), 0555);
    const NoRoot no_root;
    CHECK_NOTHROW(check_writable(folder.file("a")));
    CHECK_THROWS_WITH(check_writable(folder.file("b")), contains("Permission denied"));
  }
  CHECK(read_file(folder.file("a")) == "old");
  CHECK(folder.count() == 3);
}

TEST_CASE("Many threads write one file at a time and leave nothing beside it") {
  const checks::TemporaryFolder folder;
  std::vector<std::thread> threads;
  for (char letter = 'a'; letter < 'e'; ++letter)
    threads.emplace_back([&, letter] {
      for (int i = 0; i < 50; ++i) write_atomically(folder.file("a"), std::string(1000, letter));
    });
  for (auto& thread : threads) thread.join();
  const std::string text = read_file(folder.file("a"));
  CHECK(text == std::string(1000, text[0]));
  CHECK(folder.count() == 1);
}

TEST_CASE("A folder that is not there is named with what the system says") {
  CHECK_THROWS_WITH(write_atomically("/nowhere/a", "text"),
                    contains("/nowhere/a: cannot create a file beside it: No such file or directory"));
}

TEST_CASE("A process killed at 200 random moments of writing leaves a whole file and nothing for ever") {
  const checks::TemporaryFolder folder;
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
  write_atomically(path, "");
  CHECK(folder.count() == 1);
}
