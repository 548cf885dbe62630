#pragma once

#include <atomic>
#include <cstdint>
#include <exception>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <strata/core/bell.hpp>
#include <strata/core/error.hpp>
#include <strata/core/parallel.hpp>

namespace strata {

/// While one lives, the large products, optimizer steps and batches of the thread that made it are shared by
/// `count` threads, that one included: `Threads threads(2); net.forward(x, pass);`
///
/// Results are those of one thread to the bit: each number is computed by one thread in the order of always.
/// Work is divided into as many parts as there are threads; a thread that comes late leaves its part to the
/// others. Between two pieces of work threads spin for some microseconds, then they sleep. An exception in
/// one of them arrives in the thread that handed out the work. Of several scopes the one that began last
/// serves. They may end in any order and in any thread, though not while they are at work.
class Threads final : private detail::Workers {
 public:
  /// Throws `std::invalid_argument` for a count below 1 or above 1024.
  explicit Threads(Index count) : Threads() {
    if (count < 1 || count > 1024)
      detail::throw_mismatch("Threads", "a number of threads from 1 to 1024", count,
                             "as many as there are cores is best");
    for (Index part = 1; part < count; ++part) threads_.emplace_back([this, part] { work(part); });
    parts_now_ = count;
    begin();
  }

  Threads(const Threads&) = delete;
  Threads& operator=(const Threads&) = delete;

  /// Runs where a thread could not be made, too: the constructor that delegates is then done.
  ~Threads() {
    end();
    hand_out(the_end);
    for (std::thread& thread : threads_) thread.join();
  }

  /// The number of threads, the one that made it included.
  Index count() const { return static_cast<Index>(threads_.size()) + 1; }

 private:
  using Task = void (*)(void*, Index, Index);

  Threads() = default;

  void run(Task task, void* data) override {
    task_ = task;
    data_ = data;
    unfinished_.store(static_cast<std::uint32_t>(count()));
    ++round_;
    hand_out(std::uint64_t{round_} << 32 | static_cast<std::uint64_t>(count()));
    parts_now_ = 1;
    take_parts(0);
    parts_now_ = count();
    for (std::uint32_t left = unfinished_.load(); left != 0; left = unfinished_.load())
      wait_for_change(unfinished_, left);
    if (error_) std::rethrow_exception(std::exchange(error_, nullptr));
  }

  void work(Index worker) {
    while (true) {
      const std::uint64_t seen = take_parts(worker);
      if (seen == the_end) return;
      wait_for_change(parts_, seen);
    }
  }

  /// Does parts until none is left, and returns what then is in `parts_`.
  std::uint64_t take_parts(Index worker) {
    std::uint64_t parts = parts_.load();
    while (parts != the_end && (parts & count_mask) != 0)
      if (parts_.compare_exchange_weak(parts, parts - 1)) {
        call(worker, static_cast<Index>(parts & count_mask) - 1);
        if (unfinished_.fetch_sub(1) == 1) bell_.ring(unfinished_);
        parts = parts_.load();
      }
    return parts;
  }

  void call(Index worker, Index part) noexcept {
    detail::catching([&] { task_(data_, worker, part); },
                     [&] {
                       const std::lock_guard lock(error_mutex_);
                       error_ = std::current_exception();
                     });
  }

  void hand_out(std::uint64_t parts) {
    parts_.store(parts);
    bell_.ring(parts_);
  }

  /// Products follow each other within microseconds, in which falling asleep would cost more than it saves.
  template <class Number>
  void wait_for_change(const std::atomic<Number>& value, Number old) {
    constexpr int spins = 200;
    for (int i = 0; i < spins && value.load() == old; ++i) std::this_thread::yield();
    bell_.wait(value, old);
  }

  /// Puts this scope first among those of this thread.
  void begin() {
    const std::lock_guard lock(scopes_mutex_);
    if (detail::current_scopes == nullptr) detail::current_scopes = new detail::Scopes;
    scopes_ = detail::current_scopes;
    outer_ = std::exchange(scopes_->innermost, static_cast<detail::Workers*>(this));
  }

  /// Takes it out of them, wherever it is there.
  void end() {
    const std::lock_guard lock(scopes_mutex_);
    if (scopes_ == nullptr) return;
    detail::Workers** link = &scopes_->innermost;
    while (*link != this) link = &static_cast<Threads*>(*link)->outer_;
    *link = outer_;
    if (scopes_->innermost == nullptr && !scopes_->stays) forget();
  }

  /// Lets go of the scopes of a thread when there are no more.
  void forget() {
    if (scopes_ == detail::current_scopes) {
      delete std::exchange(detail::current_scopes, nullptr);
    } else {
      scopes_->stays = true;
      scopes_->next_that_stays = std::exchange(scopes_that_stay_, scopes_);
    }
  }

  static constexpr std::uint64_t count_mask = 0xffffffff, the_end = ~std::uint64_t{0};

  inline static std::mutex scopes_mutex_;
  inline static detail::Scopes* scopes_that_stay_ = nullptr;
  detail::Scopes* scopes_ = nullptr;
  detail::Workers* outer_ = nullptr;
  std::vector<std::thread> threads_;
  detail::Bell bell_;
  Task task_ = nullptr;
  void* data_ = nullptr;
  /// The round in the upper half, so that no two rounds look alike; in the lower one, the parts left.
  std::atomic<std::uint64_t> parts_ = 0;
  std::atomic<std::uint32_t> unfinished_ = 0;
  std::uint32_t round_ = 0;
  std::mutex error_mutex_;
  std::exception_ptr error_;
};

}  // namespace strata
