#include <strata/io/safetensors_writer.hpp>

#include "../support/checks.hpp"

using strata::Index;
using strata::detail::parse_safetensors;
using strata::detail::SafetensorsWriter;

TEST_CASE("What is written is a file that parses") {
  SafetensorsWriter writer;
  writer.add("0.weight", {2, 3}, 6, [](Index i) { return 0.5 * static_cast<double>(i); });
  writer.add("z\xc3\xa9\n", {1}, 1, [](Index) { return 1.5f; });
  writer.add_metadata("key", "text \"in\" quotes");
  const std::string bytes = writer.bytes();
  const auto header = parse_safetensors(bytes, "file");
  CHECK(bytes[8] == '{');
  const auto& weight = header.tensors.at("0.weight");
  CHECK(weight.dtype == "F64");
  CHECK(weight.shape == std::vector<std::uint64_t>{2, 3});
  CHECK(header.tensors.at("z\xc3\xa9\n").dtype == "F32");
  CHECK(header.metadata.at("key") == "text \"in\" quotes");
  const std::size_t data = bytes.size() - 6 * 8 - 4;
  CHECK(data % 8 == 0);
  CHECK(strata::detail::find_float_format("F64")->decode(&bytes[data + 5 * 8]) == 2.5);
}

TEST_CASE("A file without tensors or texts is a header alone") {
  CHECK(SafetensorsWriter{}.bytes() == std::string("\x8\0\0\0\0\0\0\0{}      ", 16));
}

TEST_CASE("A header ends with the fewest spaces after which the data begins at a multiple of 8 bytes") {
  for (std::size_t size = 0; size < 16; ++size) {
    SafetensorsWriter writer;
    writer.add_metadata("", std::string(size, 'x'));
    const std::string bytes = writer.bytes(),
                      text = "{\"__metadata__\":{\"\":\"" + std::string(size, 'x') + "\"}}";
    CHECK(bytes.substr(8, text.size()) == text);
    CHECK(bytes.size() == (8 + text.size() + 7) / 8 * 8);
    CHECK(bytes.find_first_not_of(' ', 8 + text.size()) == std::string::npos);
    CHECK(parse_safetensors(bytes, "file").metadata.at("").size() == size);
  }
}

TEST_CASE("Names that repeat, are reserved or are no text are refused") {
  const auto zero = [](Index) { return 0.0; };
  SafetensorsWriter writer;
  writer.add("a", {1}, 1, zero);
  CHECK_THROWS_WITH(writer.add("a", {1}, 1, zero),
                    contains("expected another name for each tensor, got \"a\""));
  CHECK_THROWS_AS(writer.add("__metadata__", {1}, 1, zero), std::invalid_argument);
  CHECK(parse_safetensors(writer.bytes(), "file").tensors.size() == 1);
  writer.add("\xff", {1}, 1, zero);
  CHECK_THROWS_WITH(writer.bytes(), contains("expected names in UTF-8"));
  CHECK_THROWS_AS(writer.bytes(), std::invalid_argument);
}

TEST_CASE("A header longer than the format allows is not written") {
  SafetensorsWriter writer;
  writer.add_metadata("key", std::string(100'000'000, 'x'));
  CHECK_THROWS_WITH(writer.bytes(), contains("expected a header of at most 100000000 bytes"));
}
