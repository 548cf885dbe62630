#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <memory>
#include <thread>

#include <strata/core/threads.hpp>

#include "../support/checks.hpp"

using namespace strata;
using detail::parallel_ranges;

namespace {

constexpr Index much = detail::smallest_shared_work;

/// How often each of `count` elements is visited by ranges that begin at multiples of `grain`.
std::vector<int> visits(Index count, Index grain) {
  std::vector<int> seen(static_cast<std::size_t>(count));
  std::atomic<bool> is_grained = true;
  parallel_ranges(count, grain, much, [&](Index, Index begin, Index end) {
    is_grained = is_grained && begin % grain == 0;
    for (Index i = begin; i < end; ++i) ++seen[static_cast<std::size_t>(i)];
  });
  CHECK(is_grained);
  return seen;
}

/// Numbers of threads, one of which shares nothing.
constexpr std::array<Index, 4> counts{2, 3, 1, 4};

/// The number of threads of the last scope that lives.
Index innermost(const std::array<std::unique_ptr<Threads>, 4>& scopes) {
  for (std::size_t i = scopes.size(); i-- > 0;)
    if (scopes[i]) return counts[i];
  return 1;
}

}  // namespace

TEST_CASE("Every element is visited once, whatever the number of threads") {
  for (const Index count : {1, 2, 3, 8}) {
    const Threads threads(count);
    CHECK(threads.count() == count);
    for (const Index size : {0, 1, 7, 64, 1000})
      for (const Index grain : {1, 8, 512}) {
        CAPTURE(count, size, grain);
        CHECK(visits(size, grain) == std::vector<int>(static_cast<std::size_t>(size), 1));
      }
  }
}

TEST_CASE("Much work is shared by threads, little is not, nor is work within work") {
  const Threads threads(2);
  std::atomic<int> ranges = 0, inner = 0;
  const auto count = [](std::atomic<int>& number) { return [&](Index, Index, Index) { ++number; }; };
  parallel_ranges(100, 1, much - 1, count(ranges));
  CHECK(ranges == 1);
  parallel_ranges(100, 1, much, count(ranges));
  CHECK(ranges == 3);
  parallel_ranges(100, 1, much, [&](Index, Index, Index) { parallel_ranges(100, 1, much, count(inner)); });
  CHECK(inner == 2);
}

TEST_CASE("Two threads work at the same time, and the one that hands out work is the first") {
  const Threads threads(2);
  const auto first = std::this_thread::get_id();
  std::atomic<int> arrived = 0, numbered = 0;
  parallel_ranges(2, 1, much, [&](Index worker, Index, Index) {
    numbered += worker == (std::this_thread::get_id() == first ? 0 : 1);
    ++arrived;
    while (arrived < 2) std::this_thread::yield();
  });
  CHECK(arrived == 2);
  CHECK(numbered == 2);
}

TEST_CASE("The thread that hands out work sleeps until the last part is done") {
  const Threads threads(2);
  std::atomic<int> arrived = 0, done = 0;
  parallel_ranges(2, 1, much, [&](Index worker, Index, Index) {
    ++arrived;
    while (arrived < 2) std::this_thread::yield();
    if (worker != 0) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    ++done;
  });
  CHECK(done == 2);
}

TEST_CASE("Parts are as even as multiples of the grain can be") {
  const auto parts = [](Index count, Index grain) {
    std::vector<Index> borders;
    for (Index part = 0; part < 3; ++part) {
      const auto [begin, end] = detail::part_of(count, grain, 3, part);
      if (part > 0) CHECK(begin == borders.back());
      borders.push_back(end);
    }
    return borders;
  };
  CHECK(parts(100, 8) == std::vector<Index>{32, 64, 100});
  CHECK(parts(99, 1) == std::vector<Index>{33, 66, 99});
  CHECK(parts(2, 1) == std::vector<Index>{0, 1, 2});
  CHECK(parts(8, 8) == std::vector<Index>{0, 0, 8});
  CHECK(parts(0, 8) == std::vector<Index>{0, 0, 0});
}

TEST_CASE("No thread is given an empty range") {
  const Threads threads(3);
  std::atomic<int> ranges = 0;
  parallel_ranges(2, 1, much, [&](Index, Index begin, Index end) { ranges += end > begin ? 1 : 100; });
  CHECK(ranges == 2);
}

TEST_CASE("An exception in any thread arrives where the work was handed out, and work goes on after it") {
  const Threads threads(3);
  for (Index thrower = 0; thrower < 3; ++thrower)
    CHECK_THROWS_WITH(parallel_ranges(3, 1, much,
                                      [&](Index, Index begin, Index) {
                                        if (begin == thrower) throw std::runtime_error("here");
                                      }),
                      "here");
  CHECK(visits(10, 1) == std::vector<int>(10, 1));
}

TEST_CASE("Scopes nest, and belong to the thread that made them") {
  const Threads outer(2);
  CHECK(detail::worker_count() == 2);
  {
    const Threads inner(3);
    CHECK(detail::worker_count() == 3);
    const Threads alone(1);
    CHECK(detail::worker_count() == 1);
  }
  CHECK(detail::worker_count() == 2);
  std::thread([] { CHECK_NOFAIL(detail::worker_count() == 1); }).join();
}

TEST_CASE("Scopes end in any order, and the innermost of those that live shares the work") {
  std::array<Index, 4> order{0, 1, 2, 3};
  do {
    std::array<std::unique_ptr<Threads>, 4> scopes;
    for (std::size_t i = 0; i < scopes.size(); ++i) scopes[i] = std::make_unique<Threads>(counts[i]);
    for (const Index ended : order) {
      scopes[static_cast<std::size_t>(ended)].reset();
      CAPTURE(order, ended);
      CHECK(detail::worker_count() == innermost(scopes));
      CHECK(visits(10, 1) == std::vector<int>(10, 1));
    }
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE("A scope can end in another thread, and outlive the thread that began it") {
  auto outer = std::make_unique<Threads>(2), inner = std::make_unique<Threads>(3);
  std::thread([&] { inner.reset(); }).join();
  CHECK(detail::worker_count() == 2);
  std::thread([&] { outer.reset(); }).join();
  CHECK(detail::worker_count() == 1);

  std::unique_ptr<Threads> orphan, second;
  std::thread([&] { orphan = std::make_unique<Threads>(2), second = std::make_unique<Threads>(2); }).join();
  CHECK(detail::worker_count() == 1);
  orphan.reset();
  second.reset();
  CHECK(visits(10, 1) == std::vector<int>(10, 1));
}

TEST_CASE("Scopes that threads began end in others at the same time") {
  std::array<std::unique_ptr<Threads>, 4> scopes;
  for (auto& scope : scopes) scope = std::make_unique<Threads>(2);
  std::vector<std::thread> threads;
  for (auto& scope : scopes) threads.emplace_back([&] { scope.reset(); });
  for (auto& thread : threads) thread.join();
  CHECK(detail::worker_count() == 1);
}

TEST_CASE(
    "A scope within shared work ends with it, or after it, and the work of that thread is not shared again") {
  const Threads threads(2);
  std::array<std::unique_ptr<Threads>, 2> kept;
  std::atomic<int> arrived = 0, alone = 0;
  parallel_ranges(2, 1, much, [&](Index, Index begin, Index) {
    ++arrived;  // One thread that did both parts would do the second within the scope that it keeps.
    while (arrived < 2) std::this_thread::yield();
    { const Threads inner(3); }
    alone += detail::worker_count() == 1;
    kept[static_cast<std::size_t>(begin)] = std::make_unique<Threads>(4);
  });
  CHECK(alone == 2);
  for (auto& scope : kept) scope.reset();
  CHECK(detail::worker_count() == 2);
  CHECK(visits(10, 1) == std::vector<int>(10, 1));
}

TEST_CASE("A number of threads that cannot be meant is refused") {
  for (const Index count : {-1, 0, 1025})
    CHECK_THROWS_WITH(Threads(count),
                      contains("strata: Threads: expected a number of threads from 1 to 1024"));
}

TEST_CASE("Products are the same to the bit for any number of threads", "[threads]") {
  const auto check = [](auto scalar) {
    using Matrix = Eigen::Matrix<decltype(scalar), Eigen::Dynamic, Eigen::Dynamic>;
    using View = Eigen::Map<const Matrix>;
    for (const auto& size : {std::array<Index, 3>{128, 64, 784},
                             {128, 784, 64},
                             {67, 129, 513},
                             {300, 61, 300},
                             {1024, 33, 17}}) {
      const Index rows = size[0], columns = size[1], depth = size[2];
      const auto a = checks::random<Matrix>(rows, depth), b = checks::random<Matrix>(depth, columns);
      const Matrix at = a.transpose(), bt = b.transpose();
      const View left(a.data(), rows, depth), left_t(at.data(), depth, rows);
      const View right(b.data(), depth, columns), right_t(bt.data(), columns, depth);
      const auto all = [&] {
        Packing<decltype(scalar)> packing;
        std::array<Matrix, 3> results;
        for (Matrix& result : results) result.setZero(rows, columns);
        product(left, right, results[0], packing);
        product(left, right_t.transpose(), results[1], packing);
        product(left_t.transpose(), right, results[2], packing);
        return results;
      };
      const auto alone = all();
      for (const Index count : {2, 3, 5}) {
        const Threads threads(count);
        CAPTURE(rows, columns, depth, count);
        CHECK((all() == alone));
      }
    }
  };
  check(float{});
  check(double{});
}

TEST_CASE("A thread remembers no scopes when it has ended the last, but some when another thread has") {
  std::array<bool, 3> remembers{};
  std::thread([&] {
    auto outer = std::make_unique<Threads>(2);
    { const Threads inner(2); }
    remembers[0] = detail::current_scopes != nullptr;
    outer.reset();
    remembers[1] = detail::current_scopes != nullptr;
    outer = std::make_unique<Threads>(2);
    std::thread([&] { outer.reset(); }).join();
    { const Threads again(2); }
    remembers[2] = detail::current_scopes != nullptr;
  }).join();
  CHECK(remembers[0]);
  CHECK_FALSE(remembers[1]);
  CHECK(remembers[2]);
}
