#include <strata/training/callback.hpp>

#include "../support/checks.hpp"

using strata::Callback;

TEST_CASE("A callback that returns nothing goes on, one that returns false does not") {
  int sum = 0;
  const Callback<int> adding = [&](int number) { sum += number; };
  CHECK(adding(3));
  CHECK(adding(4));
  CHECK(sum == 7);
  const Callback<int> small = [](const int& number) { return number < 5; };
  CHECK(small(4));
  CHECK_FALSE(small(5));
  const Callback<int> counting = [count = 0](auto) mutable { return ++count < 2; };
  CHECK(counting(0));
  CHECK_FALSE(counting(0));
}

TEST_CASE("A callback without a function is false") {
  bool (*const none)(const int&) = nullptr;
  CHECK_FALSE(Callback<int>{});
  CHECK_FALSE(Callback<int>{nullptr});
  CHECK_FALSE(Callback<int>{none});
  CHECK_FALSE(Callback<int>{std::function<void(int)>{}});
  CHECK(Callback<int>{[](int) {}});
  Callback<int> copied = Callback<int>{[](int number) { return number > 0; }};
  const Callback<int> copy = copied;
  CHECK(copy(1));
  CHECK_FALSE(copy(0));
}
