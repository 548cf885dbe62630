#include <strata/io/safetensors_header.hpp>

#include "../support/checks.hpp"
#include "../support/safetensors.hpp"

using checks::entry;
using checks::safetensors;
using strata::detail::element_size;
using strata::detail::parse_safetensors;
using strata::detail::parse_safetensors_header;

namespace {

/// A file with this header and this many bytes of data is refused with these words.
void refused(const std::string& header, std::size_t data, const char* message) {
  INFO(header.substr(0, 200));
  CHECK_THROWS_WITH(parse_safetensors(safetensors(header, std::string(data, 'x')), "evil"),
                    contains(message));
  CHECK_THROWS_AS(parse_safetensors(safetensors(header, std::string(data, 'x')), "evil"), std::runtime_error);
}

}  // namespace

TEST_CASE("A header gives types, shapes, places and texts") {
  const auto header = parse_safetensors(
      safetensors("{" + entry("b", "F32", "2,3", "8,32") + ",\"__metadata__\":{\"k\":\"v\",\"\":\"\"}," +
                      entry("a", "I64", "", "0,8") + "," + entry("empty", "F16", "0,7", "32,32") + "}",
                  std::string(32, 'x')),
      "good");
  REQUIRE(header.tensors.size() == 3);
  const auto& b = header.tensors.at("b");
  CHECK(b.dtype == "F32");
  CHECK(b.shape == std::vector<std::uint64_t>{2, 3});
  CHECK(b.begin == 8);
  CHECK(b.end == 32);
  CHECK(header.tensors.at("a").shape.empty());
  CHECK(header.metadata.at("k") == "v");
  CHECK(header.metadata.size() == 2);
}

TEST_CASE("White space around the object is read, and a header without tensors") {
  const auto header = parse_safetensors(safetensors(" \n\t\r{ } \n  "), "spaced");
  CHECK(header.tensors.empty());
  CHECK(parse_safetensors(safetensors("{\"__metadata__\":{}}"), "empty").metadata.empty());
}

TEST_CASE("Every type of the format has a size") {
  for (const char* type : {"F64", "I64", "U64", "C64"}) CHECK(element_size(type) == 8);
  for (const char* type : {"F32", "I32", "U32"}) CHECK(element_size(type) == 4);
  for (const char* type : {"F16", "BF16", "I16", "U16"}) CHECK(element_size(type) == 2);
  for (const char* type : {"I8", "U8", "BOOL", "F8_E4M3", "F8_E5M2", "F8_E8M0"})
    CHECK(element_size(type) == 1);
  for (const char* type : {"", "f32", "F128", "F3", "F322"}) CHECK(element_size(type) == 0);
}

TEST_CASE("Attack: a file too short for a length") {
  CHECK_THROWS_WITH(
      parse_safetensors("", "evil"),
      contains("strata: evil: byte 0: expected a safetensors file, got what seems to be an empty file"));
  CHECK_THROWS_WITH(parse_safetensors("1234567", "evil"),
                    "strata: evil: length of the header: expected 8 bytes, got a file of 7");
}

TEST_CASE("Attack: a header of more than 100 MB") {
  const std::string huge("\xff\xff\xff\xff\xff\xff\xff\xff", 8), just_above("\x01\xe1\xf5\x05\0\0\0\0", 8);
  CHECK_THROWS_WITH(parse_safetensors(huge + "{}", "evil"),
                    "strata: evil: length of the header: expected at most 100000000 bytes, got "
                    "18446744073709551615");
  CHECK_THROWS_WITH(parse_safetensors(just_above + "{}", "evil"),
                    "strata: evil: length of the header: expected at most 100000000 bytes, got 100000001");
  CHECK_THROWS_WITH(
      parse_safetensors(std::string("\0\xe1\xf5\x05\0\0\0\0", 8) + "{}", "evil"),
      "strata: evil: length of the header: expected at most the 2 bytes that follow, got 100000000");
}

TEST_CASE("Attack: a header longer than the file") {
  CHECK_THROWS_WITH(parse_safetensors(std::string("\3\0\0\0\0\0\0\0{}", 10), "evil"),
                    "strata: evil: length of the header: expected at most the 2 bytes that follow, got 3");
}

TEST_CASE("A file of another kind whose first bytes could be a length is named by its kind") {
  const std::string pickle("\x80\2\0\0\0\0\0\0", 8);
  CHECK_THROWS_WITH(parse_safetensors(pickle + "x{" + std::string(638, ' '), "evil"),
                    contains("byte 0: expected a safetensors file, got what seems to be a pickle; "));
  CHECK(parse_safetensors(pickle + "{}" + std::string(638, ' '), "good").tensors.empty());
}

TEST_CASE("Attack: JSON that is not an object") {
  refused("[]", 0, "evil: header: expected a JSON object, which begins with {, got \"[]\"");
  refused("7", 0, "expected a JSON object");
  refused("0123456789abc", 0,
          "evil: header: expected a JSON object, which begins with {, got \"0123456789\"");
  refused("", 0, "expected a JSON object, which begins with {, got \"\"");
  refused("   ", 0, "expected a JSON object");
  refused("\xef\xbb\xbf{}", 0, "got \"\\xef\\xbb\\xbf{}\"");
  refused(std::string("\0{}", 3), 0, "expected a JSON object");
}

TEST_CASE("Attack: a zero byte, which ends a text") {
  refused(std::string("{}\0garbage", 10), 0, "evil: header, byte 2: expected JSON, got \"\\x00garbage\"");
  refused(std::string("{}\0much garbage", 15), 0,
          "evil: header, byte 2: expected JSON, got \"\\x00much garb\"");
}

TEST_CASE("Attack: what the JSON of a header may not hold") {
  refused("{\"a\":}", 0, "evil: header, byte 5: expected JSON, got \"}\"");
  refused("{" + entry("a", "F32", "-1", "0,4") + "}", 4,
          "evil: tensor \"a\", shape: expected an unsigned integer below 2^64, got the number -1");
}

TEST_CASE("Attack: an unknown dtype") {
  refused("{" + entry("a", "F128", "1", "0,16") + "}", 16,
          "evil: tensor \"a\": expected a dtype of the format, such as F32, got \"F128\"");
  refused("{" + entry("a", "", "1", "0,4") + "}", 4, "got \"\"");
}

TEST_CASE("Attack: offsets that overlap") {
  refused("{" + entry("a", "F32", "2", "0,8") + "," + entry("b", "F32", "2", "4,12") + "}", 12,
          "evil: tensor \"b\": expected data from byte 8, where the one before ends, got an overlap from 4");
  refused("{" + entry("a", "F32", "2", "0,8") + "," + entry("b", "F32", "2", "0,8") + "}", 8,
          "evil: tensor \"b\": expected data from byte 8, where the one before ends, got an overlap from 0");
  refused("{" + entry("a", "F32", "2", "0,8") + "," + entry("b", "F32", "0", "4,4") + "}", 8, "an overlap");
}

TEST_CASE("Attack: offsets that leave holes") {
  refused("{" + entry("a", "F32", "1", "0,4") + "," + entry("b", "F32", "1", "8,12") + "}", 12,
          "evil: tensor \"b\": expected data from byte 4, where the one before ends, got a hole up to 8");
  refused("{" + entry("a", "F32", "1", "4,8") + "}", 8, "expected data from byte 0");
}

TEST_CASE("Attack: offsets past the end") {
  refused("{" + entry("a", "F32", "2", "0,8") + "}", 7,
          "evil: tensor \"a\": expected data_offsets within the 7 bytes of data, got [0, 8)");
  refused("{" + entry("a", "F32", "2", "18446744073709551608,18446744073709551615") + "}", 8,
          "expected data_offsets within the 8 bytes of data");
}

TEST_CASE("Attack: offsets in the wrong order") {
  refused("{" + entry("a", "F32", "2", "8,0") + "}", 8,
          "evil: tensor \"a\": expected data_offsets in order, got [8, 0)");
}

TEST_CASE("Attack: offsets of another size than the shape") {
  refused("{" + entry("a", "F32", "2,3", "0,8") + "}", 8,
          "evil: tensor \"a\": expected 24 bytes for \"F32\" of 2 x 3, got 8 in [0, 8)");
  refused("{" + entry("a", "F32", "1", "0,4") + "," + entry("b", "F32", "3", "4,12") + "}", 12,
          "evil: tensor \"b\": expected 12 bytes for \"F32\" of 3, got 8 in [4, 12)");
}

TEST_CASE("Attack: trailing bytes") {
  refused("{" + entry("a", "F32", "1", "0,4") + "}", 5,
          "evil: data: expected 4 bytes, as the tensors have, got 5");
  refused("{}", 1, "evil: data: expected 0 bytes");
}

TEST_CASE("Attack: sizes that overflow") {
  refused("{" + entry("a", "F32", "4294967296,4294967296", "0,0") + "}", 0,
          "evil: tensor \"a\": expected a shape of fewer than 2^64 bytes, got \"F32\" of 4294967296 x "
          "4294967296");
  refused("{" + entry("a", "F64", "2305843009213693952", "0,0") + "}", 0, "fewer than 2^64 bytes");
  refused("{" + entry("a", "F32", "18446744073709551615", "0,4") + "}", 4, "fewer than 2^64 bytes");
  refused(
      "{" + entry("a", "U8", "18446744073709551615", "0,4") + "}", 4,
      "evil: tensor \"a\": expected 18446744073709551615 bytes for \"U8\" of 18446744073709551615, got 4 in "
      "[0, 4)");
}

TEST_CASE("Attack: names that would garble a terminal, or fill it") {
  refused("{" + entry("\\u001b[2J\\u0000\xc3\xa9\\n../../etc", "F32", "1", "0,0") + "}", 0,
          "evil: tensor \"\\u001b[2J\\u0000\\u00e9\\n../../etc\": expected 4 bytes");
  const std::string longest(1'000'000, 'a');
  try {
    (void)parse_safetensors(safetensors("{" + entry(longest, longest, "1", "0,0") + "}"), "evil");
    FAIL("it was read");
  } catch (const std::runtime_error& error) {
    CHECK(std::string(error.what()).size() < 400);
  }
}

TEST_CASE("Attack: a header cut at any byte") {
  const std::string whole =
      safetensors("{" + entry("a", "F32", "2", "0,8") + "," + entry("b", "BF16", "3", "8,14") + "}",
                  std::string(14, 'x'));
  CHECK(parse_safetensors(whole, "whole").tensors.size() == 2);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    INFO(size);
    CHECK_THROWS_AS(parse_safetensors(whole.substr(0, size), "cut"), std::runtime_error);
  }
}
