#include <sstream>

#include <strata/io/reserved_names.hpp>

#include "../support/checks.hpp"

using strata::detail::is_reserved_name;

TEST_CASE("Keywords, macros and the names of the C library are reserved") {
  std::istringstream names(
      "class concept co_await char8_t contract_assert typeof import and xor_eq xor NULL EOF errno assert "
      "stdin "
      "linux unix i386 offsetof I min max EDOM E2BIG SIGINT SIG_DFL M_PI FE_INEXACT va_arg PRId64 PRIu8 "
      "SCNxMAX "
      "INT8_MAX "
      "UINT_LEAST8_MAX DBL_EPSILON EIGEN_MAX_ALIGN_BYTES STRATA_USE_BLAS std strata Eigen main exp yn _model "
      "_Model my__model");
  for (std::string name; names >> name;) {
    CAPTURE(name);
    CHECK(is_reserved_name(name));
  }
}

TEST_CASE("The names of models are free") {
  std::istringstream names(
      "model controller arm Arm_2 MNIST EMNIST MLP SIGMOID PRIOR PRIMARY EncoderA E1 E classes new_net net a "
      "an "
      "class_ Sigmoid mains eigen Std MAX_net grid32 PRId");
  for (std::string name; names >> name;) {
    CAPTURE(name);
    CHECK_FALSE(is_reserved_name(name));
  }
  CHECK_FALSE(is_reserved_name(std::string_view("PRId64").substr(0, 4)));
}
