#include <strata/io/safetensors_json.hpp>

#include "../support/checks.hpp"
#include "../support/safetensors.hpp"

using checks::entry;
using strata::detail::quoted_name;
using strata::detail::SafetensorsHeader;
using strata::detail::SafetensorsJson;

namespace {

SafetensorsHeader parsed(const std::string& text) {
  SafetensorsJson json(text, "evil");
  const bool is_read = nlohmann::json::sax_parse(text, &json);
  CHECK(is_read);
  return json.header;
}

/// This text is refused with these words.
void refused(const std::string& text, const char* message) {
  INFO(text.substr(0, 200));
  CHECK_THROWS_WITH(parsed(text), contains(message));
  CHECK_THROWS_AS(parsed(text), std::runtime_error);
}

}  // namespace

TEST_CASE("Names are quoted in ASCII, and the first 200 bytes of them") {
  CHECK(quoted_name("0.weight") == "\"0.weight\"");
  CHECK(quoted_name("a\"\\\n\x1b\x7f") == "\"a\\\"\\\\\\n\\u001b\\u007f\"");
  CHECK(quoted_name("\xc3\xa9\xff") == "\"\\u00e9\\ufffd\"");
  CHECK(quoted_name(std::string(200, 'a')) == '"' + std::string(200, 'a') + '"');
  CHECK(quoted_name(std::string(201, 'a')) == '"' + std::string(200, 'a') + "\"...");
}

TEST_CASE("A header's types, shapes, places and texts are those of its JSON") {
  const auto header =
      parsed("{" + entry("b", "F32", "2,3,4", "8,104") + ",\"__metadata__\":{\"k\":\"v\",\"\":\"\"}," +
             entry("a", "I64", "", "0,8") + "}");
  REQUIRE(header.tensors.size() == 2);
  const auto &a = header.tensors.at("a"), &b = header.tensors.at("b");
  CHECK(b.dtype == "F32");
  CHECK(b.shape == std::vector<std::uint64_t>{2, 3, 4});
  CHECK(b.begin == 8);
  CHECK(b.end == 104);
  CHECK(a.dtype == "I64");
  CHECK(a.shape.empty());
  CHECK(a.begin == 0);
  CHECK(a.end == 8);
  REQUIRE(header.metadata.size() == 2);
  CHECK(header.metadata.at("k") == "v");
  CHECK(header.metadata.at("").empty());
  CHECK(parsed("{}").tensors.empty());
}

TEST_CASE("A tensor of which nothing is said has no bytes") {
  const strata::detail::StoredTensor nothing;
  CHECK(nothing.begin == 0);
  CHECK(nothing.end == 0);
}

TEST_CASE("The first value out of place ends the parse, however much follows") {
  const std::string text = "{\"a\":{\"shape\":[1,[" + std::string(1'000'000, '[');
  SafetensorsJson json(text, "evil");
  CHECK_THROWS_WITH(
      nlohmann::json::sax_parse(text, &json),
      "strata: evil: tensor \"a\", shape: expected an unsigned integer below 2^64, got an array");
  CHECK(json.header.tensors.at("a").shape.empty());
}

TEST_CASE("Attack: broken JSON") {
  refused("{", "evil: header, byte 1: expected JSON, got its end");
  refused("{\"a\":}", "evil: header, byte 5: expected JSON, got \"}\"");
  refused("{}{}", "evil: header, byte 2: expected JSON, got \"{}\"");
  refused("{\"\xff\":1}", "expected JSON");
  refused("{} // comment", "expected JSON");
  refused("", "evil: header, byte 0: expected JSON, got its end");
  refused("]", "evil: header, byte 0: expected JSON, got \"]\"");
}

TEST_CASE("Attack: a name twice") {
  const std::string a = entry("a", "F32", "1", "0,4");
  refused("{" + a + "," + a + "}", "evil: header: expected each name once, got \"a\" twice");
  refused("{" + a + "," + entry("\\u0061", "F32", "1", "0,4") + "}", "got \"a\" twice");
  refused("{\"__metadata__\":{},\"__metadata__\":{}}", "got \"__metadata__\" twice");
  refused("{\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"}}",
          "evil: header: expected each name once, got \"k\" twice");
  refused("{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F64\"}}",
          "evil: tensor \"a\": expected each name once, got \"dtype\" twice");
}

TEST_CASE("Attack: fields missing, unknown or of another kind") {
  refused("{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}",
          "evil: tensor \"a\": expected dtype, shape and data_offsets, got not all of them");
  for (const char* fields :
       {"", "\"shape\":[],\"data_offsets\":[0,4]", "\"dtype\":\"F32\",\"data_offsets\":[0,4]"})
    refused("{\"a\":{" + std::string(fields) + "}}", "got not all of them");
  refused("{\"a\":{\"device\":\"cpu\"}}",
          "evil: tensor \"a\": expected dtype, shape and data_offsets alone, got \"device\"");
  refused("{\"a\":{\"\":7}}", "evil: tensor \"a\": expected dtype, shape and data_offsets alone, got \"\"");
  refused("{\"a\":7}",
          "evil: tensor \"a\": expected an object of dtype, shape and data_offsets, got the number 7");
  refused("{\"a\":null}", "got null");
  refused("{\"a\":{\"dtype\":[]}}", "evil: tensor \"a\", dtype: expected text, got an array");
  refused("{\"a\":{\"shape\":\"1\"}}",
          "evil: tensor \"a\", shape: expected an array of unsigned integers, got the text \"1\"");
  refused("{\"a\":{\"shape\":{}}}",
          "evil: tensor \"a\", shape: expected an array of unsigned integers, got an object");
  refused("{" + entry("a", "F32", "1", "0,4") + ",\"b\":[]}",
          "evil: tensor \"b\": expected an object of dtype, shape and data_offsets, got an array");
}

TEST_CASE("Attack: offsets that are not two") {
  refused("{" + entry("a", "F32", "1", "0") + "}", "evil: tensor \"a\": expected two data_offsets, got 1");
  refused("{" + entry("a", "F32", "1", "0,4,4") + "}", "expected two data_offsets, got 3");
  refused("{" + entry("a", "F32", "1", "") + "}", "expected two data_offsets, got 0");
}

TEST_CASE("Attack: deep nesting") {
  const std::string deep(100'000, '['), deep_objects = [] {
    std::string text;
    for (int i = 0; i < 100'000; ++i) text += "{\"a\":";
    return text;
  }();
  refused(deep, "evil: header: expected a JSON object");
  refused("{\"a\":" + deep,
          "evil: tensor \"a\": expected an object of dtype, shape and data_offsets, got an array");
  refused("{\"a\":{\"shape\":" + deep,
          "evil: tensor \"a\", shape: expected an unsigned integer below 2^64, got an array");
  refused(deep_objects, "evil: tensor \"a\": expected dtype, shape and data_offsets alone, got \"a\"");
  refused("{\"__metadata__\":" + deep_objects, "evil: metadata \"a\": expected text, got an object");
}

TEST_CASE("Attack: a shape of endless extents") {
  std::string ones = "1";
  for (int i = 1; i < 64; ++i) ones += ",1";
  CHECK(parsed("{" + entry("a", "F32", ones, "0,4") + "}").tensors.at("a").shape.size() == 64);
  refused("{" + entry("a", "F32", ones + ",1", "0,4") + "}",
          "evil: tensor \"a\": expected at most 64 extents, got more");
}

TEST_CASE("Attack: a number that is not an unsigned integer") {
  for (const char* number :
       {"-1", "-0", "1.0", "1e2", "18446744073709551616", "true", "null", "\"1\"", "{}"}) {
    refused("{" + entry("a", "F32", number, "0,4") + "}",
            "evil: tensor \"a\", shape: expected an unsigned integer below 2^64, got ");
    refused("{" + entry("a", "F32", "1", "0," + std::string(number)) + "}",
            "evil: tensor \"a\", data_offsets: expected an unsigned integer below 2^64, got ");
  }
  refused("{" + entry("a", "F32", "1e999", "0,4") + "}", "expected JSON");
  refused("{" + entry("a", "F32", "01", "0,4") + "}", "expected JSON");
}

TEST_CASE("Attack: metadata that is not text to text") {
  refused("{\"__metadata__\":{\"k\":1}}", "evil: metadata \"k\": expected text, got the number 1");
  refused("{\"__metadata__\":{\"k\":null}}", "evil: metadata \"k\": expected text, got null");
  refused("{\"__metadata__\":{\"k\":[]}}", "evil: metadata \"k\": expected text, got an array");
  refused("{\"__metadata__\":[]}", "evil: metadata: expected an object of texts, got an array");
  refused("{\"__metadata__\":\"text\"}", "evil: metadata: expected an object of texts");
}
