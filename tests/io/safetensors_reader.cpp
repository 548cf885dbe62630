#include <fstream>
#include <sstream>

#include <strata/io/safetensors_reader.hpp>

#include "../support/checks.hpp"
#include "../support/safetensors.hpp"

using strata::detail::SafetensorsReader;

TEST_CASE("A tensor's bytes are those of its offsets, after the header") {
  std::istringstream in(checks::safetensors(
      "{" + checks::entry("b", "U8", "3", "2,5") + "," + checks::entry("a", "U8", "2", "0,2") + "} ",
      "ABcde"));
  SafetensorsReader reader(in, "file");
  CHECK(reader.bytes(reader.header().tensors.at("b")) == "cde");
  CHECK(reader.bytes(reader.header().tensors.at("a")) == "AB");
}

TEST_CASE("What lies about its length is refused before it is read") {
  std::istringstream in(std::string("\xff\xe0\xf5\x05\0\0\0\0{}", 10));
  CHECK_THROWS_WITH(SafetensorsReader(in, "evil"), contains("expected at most the 2 bytes that follow"));
}

TEST_CASE("An empty file is named as one") {
  std::istringstream in;
  CHECK_THROWS_WITH(
      SafetensorsReader(in, "file"),
      contains("strata: file: byte 0: expected a safetensors file, got what seems to be an empty file"));
}

TEST_CASE("A stream that fails for no reason of the system is refused without one") {
  std::istream in(nullptr);
  errno = ENOENT;  // of before
  CHECK_THROWS_WITH(SafetensorsReader(in, "stream"), "strata: stream: cannot be read");
}

TEST_CASE("Folders, devices and files that are not there cannot be read") {
  for (const char* path : {"/", "/dev/zero", "/dev/null", "/nowhere/a"}) {
    INFO(path);
    std::ifstream in(path, std::ios::binary);
    CHECK_THROWS_AS(SafetensorsReader(in, path), std::runtime_error);
  }
}
