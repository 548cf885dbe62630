#include <strata/io/rename.hpp>

#include "../support/checks.hpp"

using strata::Rename;
using strata::detail::matches;

TEST_CASE("A function gives new names, and none keeps them") {
  const Rename function = [](const std::string& name) { return "mlp." + name; };
  CHECK(function("0.weight") == "mlp.0.weight");
  CHECK(Rename{}("0.weight") == "0.weight");
  CHECK(Rename(nullptr)("0.weight") == "0.weight");
  const std::function<std::string(const std::string&)> none;
  CHECK(Rename(none)("0.weight") == "0.weight");
}

TEST_CASE("A list of pairs gives new names to tensors and to whole layers") {
  const Rename rename = {{"0.weight", "embedding"}, {"0", "fc1"}, {"2.0", "block.fc"}};
  CHECK(rename("0.weight") == "embedding");
  CHECK(rename("0.bias") == "fc1.bias");
  CHECK(rename("2.0.weight") == "block.fc.weight");
  CHECK(rename("2.01.weight") == "2.01.weight");
  CHECK(rename("20.weight") == "20.weight");
  CHECK(rename("1.0") == "1.0");
  const Rename one = {{"0.weight", "fc1.weight"}};
  CHECK(one("0.weight") == "fc1.weight");
  CHECK(Rename(std::vector<Rename::Pair>{{"0", "a"}})("0.bias") == "a.bias");
}

TEST_CASE("A pair that fits no tensor is found") {
  const Rename rename = {{"0.weight", "a"}, {"2", "b"}};
  CHECK(rename.unused({"0.weight", "2.bias"}) == nullptr);
  CHECK(*rename.unused({"0.weight", "20.bias"}) == "2");
  CHECK(*rename.unused({"0.weights", "2.bias"}) == "0.weight");
  CHECK(Rename{}.unused({}) == nullptr);
}

TEST_CASE("A star stands for any characters") {
  for (const char* pattern :
       {"head.0.mask", "*", "head*", "*mask", "head.*.mask", "*.0.*", "h*d*k", "**", "*head.0.mask*"}) {
    INFO(pattern);
    CHECK(matches(pattern, "head.0.mask"));
  }
  for (const char* pattern : {"", "head", "mask", "head.*.masks", "*0", "head.0.mask.*", "a*",
                              "head.0*0.mask", "*m*m*", "h*d*x", "*xmask", "head.*.0"}) {
    INFO(pattern);
    CHECK(!matches(pattern, "head.0.mask"));
  }
  CHECK(!matches("ab*b", "ab"));
  CHECK(matches("*aab", "aaab"));
  CHECK(matches("", ""));
}
