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

TEST_CASE("ONNX begins with a version up to 31, then a producer or a graph") {
  for (const std::string_view bytes : {"\x08\x01\x12 ", "\x08\x1f\x3a "}) {
    CHECK(begins_as_onnx(bytes));
    CHECK_FALSE(begins_as_onnx(bytes.substr(0, 3)));
  }
  using namespace std::string_view_literals;
  for (const std::string_view bytes :
       {"\x09\x07\x12 "sv, "\x08\0\x12 "sv, "\x08\x20\x12 "sv, "\x08\x07\x13 "sv, "\x08\x07\x3b "sv})
    CHECK_FALSE(begins_as_onnx(bytes));
}

TEST_CASE("Safetensors begin with a length below 1 GiB and an object") {
  using namespace std::string_view_literals;
  for (const std::string_view bytes : {"\xff\xff\xff\x3f\0\0\0\0{\""sv, "\2\0\0\0\0\0\0\0{}"sv}) {
    CHECK(begins_as_safetensors(bytes));
    CHECK_FALSE(begins_as_safetensors(bytes.substr(0, 9)));
  }
  for (const std::string_view bytes :
       {"\0\0\0\x40\0\0\0\0{\""sv, "\2\0\0\0\0\0\0\0[\""sv, "\2\0\0\0\0\0\0\0{a"sv})
    CHECK_FALSE(begins_as_safetensors(bytes));
}

TEST_CASE("IDX begins with two zeros, a type from 8 to 14 and a rank from 1 to 15") {
  const auto begin = [](char first, char second, char type, char rank) {
    return std::string{first, second, type, rank} + std::string(4, '\0');
  };
  for (const std::string& bytes : {begin(0, 0, 8, 1), begin(0, 0, 14, 15)}) {
    CHECK(begins_as_idx(bytes));
    CHECK_FALSE(begins_as_idx(std::string_view(bytes).substr(0, 7)));
  }
  for (const std::string& bytes : {begin(1, 0, 8, 1), begin(0, 1, 8, 1), begin(0, 0, 7, 1),
                                   begin(0, 0, 15, 1), begin(0, 0, 8, 0), begin(0, 0, 8, 16)})
    CHECK_FALSE(begins_as_idx(bytes));
}

TEST_CASE("A page is found in any case, behind a mark and as many blanks as the telling bytes hold") {
  CHECK(file_kind("<HEAD>").name == "a page of HTML");
  CHECK(file_kind("\xef\xbb\xbf<html>").name == "a page of HTML");
  const auto refuse = [](std::size_t blanks) {
    std::string bytes(blanks, ' ');
    refuse_known_kind(bytes.append("<html"), "file", "a table");
  };
  CHECK_THROWS_AS(refuse(507), std::runtime_error);
  CHECK_NOTHROW(refuse(508));
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
