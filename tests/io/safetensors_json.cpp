#include <strata/io/safetensors_json.hpp>

#include "../support/checks.hpp"

using strata::detail::quoted_name;
using strata::detail::SafetensorsJson;

TEST_CASE("Names are quoted in ASCII, and the first 200 bytes of them") {
  CHECK(quoted_name("0.weight") == "\"0.weight\"");
  CHECK(quoted_name("a\"\\\n\x1b\x7f") == "\"a\\\"\\\\\\n\\u001b\\u007f\"");
  CHECK(quoted_name("\xc3\xa9\xff") == "\"\\u00e9\\ufffd\"");
  CHECK(quoted_name(std::string(200, 'a')) == '"' + std::string(200, 'a') + '"');
  CHECK(quoted_name(std::string(201, 'a')) == '"' + std::string(200, 'a') + "\"...");
}

TEST_CASE("The first value out of place ends the parse, however much follows") {
  const std::string text = "{\"a\":{\"shape\":[1,[" + std::string(1'000'000, '[');
  SafetensorsJson json(text, "evil");
  CHECK_THROWS_WITH(
      nlohmann::json::sax_parse(text, &json),
      "strata: evil: tensor \"a\", shape: expected an unsigned integer below 2^64, got an array");
  CHECK(json.header.tensors.at("a").shape.empty());
}
