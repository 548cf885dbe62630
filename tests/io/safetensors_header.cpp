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
  CHECK(element_size("F64") == 8);
  CHECK(element_size("BF16") == 2);
  CHECK(element_size("BOOL") == 1);
  CHECK(element_size("I32") == 4);
  CHECK(element_size("f32") == 0);
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
  CHECK_THROWS_WITH(parse_safetensors(just_above + "{}", "evil"), contains("got 100000001"));
}

TEST_CASE("Attack: a header longer than the file") {
  CHECK_THROWS_WITH(parse_safetensors(std::string("\3\0\0\0\0\0\0\0{}", 10), "evil"),
                    "strata: evil: length of the header: expected at most the 2 bytes that follow, got 3");
}

TEST_CASE("Attack: JSON that is not an object") {
  refused("[]", 0, "evil: header: expected a JSON object, which begins with {, got \"[]\"");
  refused("7", 0, "expected a JSON object");
  refused("", 0, "expected a JSON object, which begins with {, got \"\"");
  refused("   ", 0, "expected a JSON object");
  refused("\xef\xbb\xbf{}", 0, "got \"\\xef\\xbb\\xbf{}\"");
  refused(std::string("\0{}", 3), 0, "expected a JSON object");
}

TEST_CASE("Attack: broken JSON") {
  refused("{", 0, "evil: header, byte 1: expected JSON, got its end");
  refused("{\"a\":}", 0, "evil: header, byte 5: expected JSON, got \"}\"");
  refused("{}{}", 0, "evil: header, byte 2: expected JSON, got \"{}\"");
  refused(std::string("{}\0garbage", 10), 0, "evil: header, byte 2: expected JSON, got \"\\x00garbage\"");
  refused("{\"\xff\":1}", 0, "expected JSON");
  refused("{} // comment", 0, "expected JSON");
}

TEST_CASE("Attack: a name twice") {
  const std::string a = entry("a", "F32", "1", "0,4");
  refused("{" + a + "," + a + "}", 4, "evil: header: expected each name once, got \"a\" twice");
  refused("{" + a + "," + entry("\\u0061", "F32", "1", "0,4") + "}", 4, "got \"a\" twice");
  refused("{\"__metadata__\":{},\"__metadata__\":{}}", 0, "got \"__metadata__\" twice");
  refused("{\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"}}", 0, "got \"k\" twice");
  refused("{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F64\"}}", 0,
          "evil: tensor \"a\": expected each name once, got \"dtype\" twice");
}

TEST_CASE("Attack: an unknown dtype") {
  refused("{" + entry("a", "F128", "1", "0,16") + "}", 16,
          "evil: tensor \"a\": expected a dtype of the format, such as F32, got \"F128\"");
  refused("{" + entry("a", "", "1", "0,4") + "}", 4, "got \"\"");
}

TEST_CASE("Attack: fields missing, unknown or of another kind") {
  refused("{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}", 4,
          "evil: tensor \"a\": expected dtype, shape and data_offsets, got not all of them");
  refused("{\"a\":{}}", 0, "got not all of them");
  refused("{\"a\":{\"device\":\"cpu\"}}", 0,
          "evil: tensor \"a\": expected dtype, shape and data_offsets alone, got \"device\"");
  refused("{\"a\":7}", 0,
          "evil: tensor \"a\": expected an object of dtype, shape and data_offsets, got the number 7");
  refused("{\"a\":null}", 0, "got null");
  refused("{\"a\":{\"dtype\":[]}}", 0, "evil: tensor \"a\", dtype: expected text, got an array");
  refused("{\"a\":{\"shape\":\"1\"}}", 0,
          "evil: tensor \"a\", shape: expected an array of unsigned integers, got the text \"1\"");
}

TEST_CASE("Attack: offsets that are not two") {
  refused("{" + entry("a", "F32", "1", "0") + "}", 4, "evil: tensor \"a\": expected two data_offsets, got 1");
  refused("{" + entry("a", "F32", "1", "0,4,4") + "}", 4, "expected two data_offsets, got 3");
  refused("{" + entry("a", "F32", "1", "") + "}", 4, "expected two data_offsets, got 0");
}

TEST_CASE("Attack: offsets that overlap") {
  refused("{" + entry("a", "F32", "2", "0,8") + "," + entry("b", "F32", "2", "4,12") + "}", 12,
          "evil: tensor \"b\": expected data from byte 8, where the one before ends, got an overlap from 4");
  refused("{" + entry("a", "F32", "2", "0,8") + "," + entry("b", "F32", "2", "0,8") + "}", 8, "an overlap");
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
}

TEST_CASE("Attack: deep nesting") {
  const std::string deep(100'000, '['), deep_objects = [] {
    std::string text;
    for (int i = 0; i < 100'000; ++i) text += "{\"a\":";
    return text;
  }();
  refused(deep, 0, "evil: header: expected a JSON object");
  refused("{\"a\":" + deep, 0,
          "evil: tensor \"a\": expected an object of dtype, shape and data_offsets, got an array");
  refused("{\"a\":{\"shape\":" + deep, 0,
          "evil: tensor \"a\", shape: expected an unsigned integer below 2^64, got an array");
  refused(deep_objects, 0, "evil: tensor \"a\": expected dtype, shape and data_offsets alone, got \"a\"");
  refused("{\"__metadata__\":" + deep_objects, 0, "evil: metadata \"a\": expected text, got an object");
}

TEST_CASE("Attack: a shape of endless extents") {
  std::string ones = "1";
  for (int i = 0; i < 64; ++i) ones += ",1";
  refused("{" + entry("a", "F32", ones, "0,4") + "}", 4,
          "evil: tensor \"a\": expected at most 64 extents, got more");
}

TEST_CASE("Attack: a number that is not an unsigned integer") {
  for (const char* number :
       {"-1", "-0", "1.0", "1e2", "18446744073709551616", "true", "null", "\"1\"", "{}"}) {
    refused("{" + entry("a", "F32", number, "0,4") + "}", 4,
            "evil: tensor \"a\", shape: expected an unsigned integer below 2^64, got ");
    refused("{" + entry("a", "F32", "1", "0," + std::string(number)) + "}", 4,
            "evil: tensor \"a\", data_offsets: expected an unsigned integer below 2^64, got ");
  }
  refused("{" + entry("a", "F32", "1e999", "0,4") + "}", 4, "expected JSON");
  refused("{" + entry("a", "F32", "01", "0,4") + "}", 4, "expected JSON");
}

TEST_CASE("Attack: metadata that is not text to text") {
  refused("{\"__metadata__\":{\"k\":1}}", 0, "evil: metadata \"k\": expected text, got the number 1");
  refused("{\"__metadata__\":{\"k\":null}}", 0, "evil: metadata \"k\": expected text, got null");
  refused("{\"__metadata__\":{\"k\":[]}}", 0, "evil: metadata \"k\": expected text, got an array");
  refused("{\"__metadata__\":[]}", 0, "evil: metadata: expected an object of texts, got an array");
  refused("{\"__metadata__\":\"text\"}", 0, "evil: metadata: expected an object of texts");
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
