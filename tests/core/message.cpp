#include <strata/core/message.hpp>

#include "../support/checks.hpp"

using strata::detail::joined;

TEST_CASE("A message is texts and whole numbers, one after the other") {
  const std::string name = "Dense";
  CHECK(joined({"layer ", 0, " (", name, "): ", std::string_view("units: ").substr(0, 5), -3}) ==
        "layer 0 (Dense): units-3");
  CHECK(joined({std::string_view(), "", std::string()}).empty());
}

TEST_CASE("A message of one part needs no braces") {
  CHECK(joined("text") == "text");
  CHECK(joined(std::string("a\0b", 3)) == std::string("a\0b", 3));
  CHECK(joined(std::numeric_limits<std::int64_t>::min()) == "-9223372036854775808");
}

TEST_CASE("Parts in braces are those of the list, be it one or several, and no list is an empty text") {
  using strata::detail::Part;
  using strata::detail::Parts;
  const auto check = [](std::initializer_list<Part> list) {
    const Parts parts(list);
    CHECK(parts.begin() == list.begin());
    CHECK(parts.end() == list.end());
  };
  check({"one"});
  check({"one", 2});
  CHECK(joined(Parts(std::initializer_list<Part>{})).empty());
}
