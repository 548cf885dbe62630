#include <strata/core/type_name.hpp>

#include "../support/checks.hpp"

namespace third_party {
struct Scale {};
template <class T>
struct Wrapped {};
}  // namespace third_party

TEST_CASE("type_name drops namespaces, template arguments and references") {
  CHECK(strata::type_name<strata::Dense<128>>() == "Dense");
  CHECK(strata::type_name<const strata::ReLU&>() == "ReLU");
  CHECK(strata::type_name<third_party::Scale>() == "Scale");
  CHECK(strata::type_name<third_party::Wrapped<third_party::Scale>>() == "Wrapped");
}

TEST_CASE("A type without a namespace has its whole name") { CHECK(strata::type_name<int>() == "int"); }
