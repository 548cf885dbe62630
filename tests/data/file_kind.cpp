#include <strata/data/file_kind.hpp>

#include "../support/checks.hpp"
#include "../support/file_kinds.hpp"

using namespace strata::detail;

TEST_CASE("A file of another kind is refused with what it seems to be and what to do") {
  for (const auto& other : checks::other_files()) {
    const std::string message = "strata: file: byte 0: expected a table, " + other.got();
    CHECK_THROWS_WITH(refuse_known_kind(other.bytes, "file", "a table"), contains(message.c_str()));
  }
}

TEST_CASE("The kinds that are read here are named for each other's readers") {
  CHECK(file_kind("\x93NUMPY\1").advice == "read it by read_npy");
  CHECK(file_kind(std::string("\0\0\x08\1\0\0\0\3", 8)).advice == "read it by read_idx");
  CHECK(file_kind(std::string("\x40\0\0\0\0\0\0\0{\"a\":", 13)).advice == "read it by load");
}

TEST_CASE("What is not known is not named") {
  for (const std::string bytes : {"1,2\n3,4\n", "a", "{a},b\n1,2\n", "version 7\n", "PK\n",
                                  "\x7f"
                                  "ELF",
                                  "<a>,b\n", "Buchstabe\n", "GUF", "   ", "{", "\xef\xbb\xbf"}) {
    INFO(bytes);
    CHECK(file_kind(bytes).name.empty());
    refuse_known_kind(bytes, "file", "a table");
  }
  CHECK(file_kind(std::string(600, '\0')).name.empty());
}

TEST_CASE("Every beginning of every kind is looked at within its bytes") {
  for (const auto& other : checks::other_files())
    for (std::size_t size = 0; size <= other.bytes.size(); ++size) {
      const std::vector<char> exact(other.bytes.begin(),
                                    other.bytes.begin() + static_cast<std::ptrdiff_t>(size));
      (void)file_kind({exact.data(), exact.size()});
    }
  std::string long_name = checks::zip_of("a");
  long_name[26] = long_name[27] = '\xff';
  CHECK(file_kind(long_name).name == "a zip archive");
}
