#include <strata/io/tensor_match.hpp>

#include "../support/checks.hpp"

using strata::detail::SafetensorsHeader;
using strata::detail::TensorMatch;

namespace {

SafetensorsHeader header_of(const std::string& name, const std::string& dtype,
                            const std::vector<std::uint64_t>& shape) {
  SafetensorsHeader header;
  header.tensors[name] = {dtype, shape, 0, 0};
  return header;
}

}  // namespace

TEST_CASE("A network whose tensors are those of the file matches") {
  const auto header = header_of("a", "F32", {2, 3});
  TensorMatch<float> match(header, "file");
  match.expect("a", {2, 3}, false);
  match.finish("");
}

TEST_CASE("All that is missing, unexpected or mismatched is listed at once") {
  SafetensorsHeader header = header_of("0.weight", "F64", {3, 2});
  header.tensors["0.bias"] = {"I64", {2}, 0, 0};
  header.tensors["2.weight\n"] = {"F32", {4}, 0, 0};
  TensorMatch<float> match(header, "file");
  match.expect("0.weight", {2, 3}, false);
  match.expect("0.bias", {2}, false);
  match.expect("1.weight", {7, 1}, false);
  CHECK_THROWS_WITH(
      match.finish(""),
      "strata: file: expected the network's tensors, got others\n"
      "  mismatched \"0.weight\": expected 2 x 3, got 3 x 2\n"
      "  mismatched \"0.weight\": expected numbers that the network's scalar holds, got F64; to round them, "
      "pass {.allow_narrowing = true}\n"
      "  mismatched \"0.bias\": expected F64, F32, F16 or BF16, got I64\n"
      "  missing \"1.weight\", 7 x 1\n"
      "  unexpected \"2.weight\\n\", 4\n"
      ".prefix and .rename of the options change the names, .ignore leaves unexpected tensors out");
}

TEST_CASE("Narrowing is allowed where it is asked for") {
  const auto header = header_of("a", "F64", {1});
  TensorMatch<float> match(header, "file");
  match.expect("a", {1}, true);
  match.finish("");
}

TEST_CASE("Integers of rank 0 may be there, others not") {
  TensorMatch<float>(header_of("0.num_batches_tracked", "I64", {}), "file").finish("");
  TensorMatch<float>(header_of("0.count", "U8", {}), "file").finish("");
  CHECK_THROWS_AS(TensorMatch<float>(header_of("0.index", "I64", {1}), "file").finish(""),
                  std::runtime_error);
  CHECK_THROWS_WITH(TensorMatch<float>(header_of("0.scale", "F32", {}), "file").finish(""),
                    contains("unexpected \"0.scale\", rank 0"));
}

TEST_CASE("Tensors of another prefix belong to others") {
  const auto header = header_of("decoder.a", "F32", {1});
  TensorMatch<float>(header, "file").finish("encoder.");
  CHECK_THROWS_AS(TensorMatch<float>(header, "file").finish("decoder."), std::runtime_error);
}

TEST_CASE("Two tensors of one shape may read one of the file") {
  const auto header = header_of("a", "F32", {2, 3});
  TensorMatch<float> match(header, "file");
  match.expect("a", {2, 3}, false);
  match.expect("a", {2, 3}, false);
  match.finish("");
  match.expect("a", {3, 2}, false);
  CHECK_THROWS_WITH(match.finish(""), contains("mismatched \"a\": expected 3 x 2, got 2 x 3"));
}

TEST_CASE("Extra tensors are left out by name or pattern, others are not") {
  SafetensorsHeader header = header_of("pos_ids", "I64", {1, 512});
  header.tensors["head.weight"] = header.tensors["head.bias"] = {"F32", {4}, 0, 0};
  TensorMatch<float>(header, "file").finish("", {"pos_ids", "head.*"});
  CHECK_THROWS_WITH(TensorMatch<float>(header, "file").finish("", {"head.*", "pos"}),
                    contains("unexpected \"pos_ids\", 1 x 512") && !contains("head"));
  TensorMatch<float> match(header, "file");
  match.expect("missing", {1}, false);
  CHECK_THROWS_WITH(match.finish("", {"*"}), contains("missing \"missing\", 1"));
}

TEST_CASE("What explains missing tensors follows them") {
  const auto header = header_of("0.weight", "F32", {2, 3});
  TensorMatch<float> match(header, "file");
  match.expect("0.weight", {2, 3}, false);
  match.expect("0.bias", {2}, false);
  CHECK_THROWS_WITH(
      match.finish(""),
      contains("\n  missing \"0.bias\", 2\nLinear(n, m, bias=False) is Dense<m, no_bias>\n.prefix"));
}

TEST_CASE("Attack: more unexpected tensors than anyone reads") {
  const auto header_of_tensors = [](int count) {
    SafetensorsHeader header;
    for (int i = 0; i < count; ++i) header.tensors[std::to_string(i)] = {"F32", {1}, 0, 0};
    return header;
  };
  CHECK_THROWS_WITH(TensorMatch<float>(header_of_tensors(1000), "file").finish(""),
                    contains("\n  unexpected \"999\", 1\n.prefix") && !contains(" more"));
  CHECK_THROWS_WITH(TensorMatch<float>(header_of_tensors(1001), "file").finish(""),
                    contains("\n  unexpected \"998\", 1\n  and 1 more\n") && !contains("\"999\""));
  CHECK_THROWS_WITH(TensorMatch<float>(header_of_tensors(5000), "file").finish(""),
                    contains("\n  and 4000 more\n"));
}
