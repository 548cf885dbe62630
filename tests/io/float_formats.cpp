#include <strata/io/float_formats.hpp>

#include "../support/checks.hpp"

using namespace strata::detail;

TEST_CASE("bfloat16 is the upper half of a float") {
  CHECK(bfloat16_to_float(0x3f80) == 1.0f);
  CHECK(bfloat16_to_float(0xc049) == -3.140625f);
  CHECK(bfloat16_to_float(0x0001) == 0x1p-133f);
  CHECK(bfloat16_to_float(0x7f80) == std::numeric_limits<float>::infinity());
  CHECK(std::isnan(bfloat16_to_float(0x7fc0)));
}

TEST_CASE("Numbers are read little-endian from any address") {
  const std::string bytes("?\x00\x00\x80\x3f\x00\x00\x00\x00\x00\x00\xf8\xbf\x01\x3c\x40\xc0", 17);
  CHECK(find_float_format("F32")->decode(bytes.data() + 1) == 1);
  CHECK(find_float_format("F64")->decode(bytes.data() + 5) == -1.5);
  CHECK(find_float_format("F16")->decode(bytes.data() + 13) == 1 + 0x1p-10);
  CHECK(find_float_format("BF16")->decode(bytes.data() + 15) == -3);
  CHECK(find_float_format("I64") == nullptr);
}

TEST_CASE("A format has as many bytes and as small an epsilon as its numbers") {
  const auto is_format = [](const char* name, std::size_t bytes, double epsilon) {
    const FloatFormat& format = *find_float_format(name);
    return format.name == name && format.bytes == bytes && format.epsilon == epsilon;
  };
  CHECK(is_format("F64", 8, std::numeric_limits<double>::epsilon()));
  CHECK(is_format("F32", 4, static_cast<double>(std::numeric_limits<float>::epsilon())));
  CHECK(is_format("F16", 2, find_float_format("F16")->decode("\1\x3c") - 1));
  CHECK(is_format("BF16", 2, find_float_format("BF16")->decode("\x81\x3f") - 1));
}

TEST_CASE("What is appended is what is read") {
  std::string bytes = "?";
  append_little_endian(bytes, -0.1);
  append_little_endian(bytes, 0.1f);
  append_little_endian(bytes, std::uint64_t{0x0102});
  CHECK(bytes.size() == 21);
  CHECK(find_float_format("F64")->decode(bytes.data() + 1) == -0.1);
  CHECK(find_float_format("F32")->decode(bytes.data() + 9) == static_cast<double>(0.1f));
  CHECK(bytes.substr(13) == std::string("\2\1\0\0\0\0\0\0", 8));
}

TEST_CASE("A format narrows where the scalar has fewer digits") {
  CHECK(narrows<float>(*find_float_format("F64")));
  for (const char* name : {"F32", "F16", "BF16"}) CHECK(!narrows<float>(*find_float_format(name)));
  for (const char* name : {"F64", "F32", "F16", "BF16"}) {
    CHECK(!narrows<double>(*find_float_format(name)));
    CHECK(!narrows<long double>(*find_float_format(name)));
  }
}
