#include <limits>

#include <strata/data/convert.hpp>

#include "../support/checks.hpp"

using namespace strata;
using detail::Fit;

namespace {

template <class Scalar, class T>
Scalar converted(T number, const ReadOptions& options = {}) {
  Scalar result{};
  detail::convert<T>(reinterpret_cast<const char*>(&number), std::endian::native, 1, &result, "file",
                     options);
  return result;
}

/// Whether a number goes into a `Scalar` unasked, and whether it does when rounding is allowed.
template <class Scalar, class T>
Fit fit_of(T number) {
  const auto is_taken = [&](bool allow) {
    try {
      converted<Scalar>(number, {.allow_narrowing = allow});
      return true;
    } catch (const std::runtime_error&) {
      return false;
    }
  };
  if (is_taken(false)) return Fit::exact;
  return is_taken(true) ? Fit::rounded : Fit::none;
}

}  // namespace

TEST_CASE("A number goes unasked only into a type that holds it to the bit") {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  CHECK(fit_of<float>(0.5) == Fit::exact);
  CHECK(fit_of<float>(double{std::numeric_limits<float>::max()}) == Fit::exact);
  CHECK(fit_of<float>(-infinity) == Fit::exact);
  CHECK(fit_of<float>(std::nan("")) == Fit::exact);
  CHECK(std::isnan(converted<float>(std::nan(""))));
  CHECK(fit_of<float>(-0.0) == Fit::exact);
  CHECK(fit_of<float>(0.1) == Fit::rounded);
  CHECK(fit_of<float>(1e-300) == Fit::rounded);
  CHECK(fit_of<float>(1e300) == Fit::none);
  CHECK(fit_of<float>(-1e300) == Fit::none);
  CHECK(fit_of<double>(0.1f) == Fit::exact);
  CHECK(fit_of<long double>(0.1) == Fit::exact);
  CHECK(converted<float>(0.1, {.allow_narrowing = true}) == 0.1f);
}

TEST_CASE("A whole number goes unasked only into floating point that has its digits") {
  CHECK(fit_of<double>((std::int64_t{1} << 53) - 1) == Fit::exact);
  CHECK(fit_of<double>(std::int64_t{1} << 53) == Fit::exact);
  CHECK(fit_of<double>((std::int64_t{1} << 53) + 1) == Fit::rounded);
  CHECK(fit_of<double>(-(std::int64_t{1} << 53) - 1) == Fit::rounded);
  CHECK(fit_of<double>(std::numeric_limits<std::int64_t>::min()) == Fit::exact);
  CHECK(fit_of<double>(std::numeric_limits<std::int64_t>::max()) == Fit::rounded);
  CHECK(fit_of<double>(std::numeric_limits<std::uint64_t>::max()) == Fit::rounded);
  CHECK(fit_of<float>(std::int32_t{1} << 30) == Fit::exact);
  CHECK(fit_of<float>((std::int32_t{1} << 24) + 1) == Fit::rounded);
  CHECK(fit_of<float>(std::int64_t{0}) == Fit::exact);
  CHECK(fit_of<float>(std::uint16_t{65535}) == Fit::exact);
}

TEST_CASE("A whole number needs the digits between its first 1 and its last") {
  using detail::significant_digits;
  CHECK(significant_digits(0) == 0);
  for (const int number : {1, -1, 8, -8}) CHECK(significant_digits(number) == 1);
  for (const int number : {5, -5, 40}) CHECK(significant_digits(number) == 3);
  CHECK(significant_digits(std::numeric_limits<std::int64_t>::min()) == 1);
  CHECK(significant_digits(std::numeric_limits<std::int64_t>::max()) == 63);
  CHECK(significant_digits(std::numeric_limits<std::uint64_t>::max()) == 64);
}

TEST_CASE("A type of whole numbers holds a number or refuses it, whatever is allowed") {
  CHECK(converted<int>(-7.0) == -7);
  CHECK(converted<int>(-2147483648.0) == std::numeric_limits<int>::min());
  CHECK(converted<std::uint8_t>(std::int64_t{255}) == 255);
  CHECK(fit_of<std::uint8_t>(std::int64_t{0}) == Fit::exact);
  CHECK(fit_of<std::uint8_t>(std::int64_t{256}) == Fit::none);
  CHECK(fit_of<int>(2147483648.0) == Fit::none);
  CHECK(fit_of<int>(-2147483649.0) == Fit::none);
  CHECK(fit_of<int>(0.5) == Fit::none);
  CHECK(fit_of<int>(1e300) == Fit::none);
  CHECK(fit_of<int>(std::nan("")) == Fit::none);
  CHECK(fit_of<int>(std::numeric_limits<double>::infinity()) == Fit::none);
  CHECK(fit_of<int>(std::int64_t{1} << 32) == Fit::none);
  CHECK(fit_of<std::uint64_t>(std::int8_t{-1}) == Fit::none);
  CHECK(fit_of<std::int64_t>(std::numeric_limits<std::uint64_t>::max()) == Fit::none);
  CHECK(fit_of<std::uint64_t>(18446744073709551616.0) == Fit::none);
}

TEST_CASE("What does not fit is named with its place and the way out") {
  CHECK_THROWS_WITH(
      converted<float>(0.1),
      "strata: file: element 0: expected a number that the wanted type holds to the bit, got 0.1; "
      "read a wider type, or pass {.allow_narrowing = true} to round it");
  CHECK_THROWS_WITH(converted<float>(1e300, {.allow_narrowing = true}),
                    "strata: file: element 0: expected a number that the wanted type can hold, got 1e+300");
  CHECK_THROWS_WITH(
      converted<int>(0.5),
      "strata: file: element 0: expected a whole number within the range of the wanted type, got 0.5");
}

TEST_CASE("Half precision converts as the float that it is") {
  const std::string bytes("\x3e\x00\xc0\x00", 4);
  double numbers[2] = {};
  detail::convert<detail::Half>(bytes.data(), std::endian::big, 2, numbers, "file");
  CHECK(numbers[0] == 1.5);
  CHECK(numbers[1] == -2);
}
