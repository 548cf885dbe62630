#include <csignal>
#include <functional>
#include <optional>

#include <strata/training/interrupt.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include "../support/checks.hpp"

using namespace strata;

namespace {

std::atomic<int> seen = 0;
std::atomic<::pid_t> sender = 0;
std::atomic<bool> was_masked = false;

void count(int) { ++seen; }

void count_details(int, ::siginfo_t* details, void*) {
  ++seen;
  sender = details->si_pid;
  ::sigset_t blocked;
  ::pthread_sigmask(SIG_SETMASK, nullptr, &blocked);
  was_masked = sigismember(&blocked, SIGUSR1) == 1;
}

/// What SIGINT does while it lives.
class Action {
 public:
  explicit Action(void (*handler)(int), int flags = 0) {
    struct ::sigaction action {};
    action.sa_handler = handler;
    action.sa_flags = flags;
    begin(action);
  }
  explicit Action(void (*handler)(int, ::siginfo_t*, void*), int flags = 0) {
    struct ::sigaction action {};
    action.sa_sigaction = handler;
    action.sa_flags = flags | SA_SIGINFO;
    begin(action);
  }
  Action(const Action&) = delete;
  Action& operator=(const Action&) = delete;
  ~Action() { ::sigaction(SIGINT, &before_, nullptr); }

  /// Whether it is in force with all that belongs to it.
  bool holds() const {
    struct ::sigaction now {};
    ::sigaction(SIGINT, nullptr, &now);
    return now.sa_handler == action_.sa_handler && now.sa_flags == action_.sa_flags &&
           sigismember(&now.sa_mask, SIGUSR1) == 1 && sigismember(&now.sa_mask, SIGUSR2) == 0;
  }

 private:
  void begin(struct ::sigaction action) {
    sigaddset(&action.sa_mask, SIGUSR1);
    ::sigaction(SIGINT, &action, &before_);
    ::sigaction(SIGINT, nullptr, &action_);
    seen = 0;
  }

  struct ::sigaction action_ {
  }, before_{};
};

/// What C++ alone has, with a guard, where each signal takes its handler away.
class OneShot {
 public:
  OneShot() {
    detail::Interrupts::begin();
    is_installed_ = handler_.install();
    detail::Interrupts::guards = 1;
  }
  OneShot(const OneShot&) = delete;
  OneShot& operator=(const OneShot&) = delete;
  ~OneShot() {
    detail::Interrupts::guards = 0;
    if (is_installed_) handler_.remove();
  }

  bool is_installed() const { return is_installed_; }

  void raise() const {
    struct ::sigaction now {};
    ::sigaction(SIGINT, nullptr, &now);
    now.sa_flags |= static_cast<int>(SA_RESETHAND);
    ::sigaction(SIGINT, &now, nullptr);
    std::raise(SIGINT);
  }

 private:
  detail::SignalHandler handler_;
  bool is_installed_ = false;
};

/// What a signal would do now.
auto handler_now() {
  struct ::sigaction now {};
  ::sigaction(SIGINT, nullptr, &now);
  return now.sa_handler;
}

/// The signal that ends a process which does this; 0 where none does.
int signal_that_ends(const std::function<void()>& what) {
  const ::pid_t child = ::fork();
  if (child == 0) {
    std::signal(SIGINT, SIG_DFL);
    what();
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

}  // namespace

TEST_CASE("An interrupt is remembered until the last guard ends") {
  const Action action(SIG_DFL);
  {
    const InterruptGuard guard;
    CHECK_FALSE(guard.interrupted());
    std::raise(SIGINT);
    CHECK(guard.interrupted());
    CHECK(guard.interrupted());
  }
  CHECK_FALSE(InterruptGuard{}.interrupted());
}

TEST_CASE("Whatever an interrupt did before, it does again after the guard, with its flags and its mask") {
  const auto holds_again = [](const Action& action) {
    { const InterruptGuard guard; }
    return action.holds();
  };
  CHECK(holds_again(Action(SIG_DFL)));
  CHECK(holds_again(Action(SIG_IGN)));
  CHECK(holds_again(Action(count)));
  CHECK(holds_again(Action(count_details)));
  CHECK(holds_again(Action(count, SA_RESTART | SA_NODEFER)));
  CHECK(holds_again(Action(count_details, SA_RESTART | SA_ONSTACK)));
  CHECK(holds_again(Action(count, static_cast<int>(SA_RESETHAND))));
}

TEST_CASE("A handler of either kind is called once at each interrupt, as if there were no guard") {
  const auto is_called = [](const Action& action) {
    std::optional<InterruptGuard> guard(std::in_place);
    std::raise(SIGINT);
    CHECK(seen == 1);
    std::raise(SIGINT);
    CHECK(seen == 2);
    CHECK(guard->interrupted());
    guard.reset();
    CHECK(seen == 2);
    CHECK(action.holds());
  };
  is_called(Action(count));
  is_called(Action(count, SA_NODEFER));
  sender = 0;
  was_masked = false;
  is_called(Action(count_details));
  CHECK(sender == ::getpid());
  CHECK(was_masked);
}

TEST_CASE("A handler that was told of an interrupt is not told again where no guard was asked") {
  const Action action(count);
  {
    const InterruptGuard guard;
    std::raise(SIGINT);
  }
  CHECK(seen == 1);
}

TEST_CASE("Where interrupts are ignored they stay so") {
  const Action action(SIG_IGN);
  CHECK_FALSE(detail::InterruptHandler().install());
  const InterruptGuard guard;
  CHECK(action.holds());
  std::raise(SIGINT);
  CHECK_FALSE(guard.interrupted());
}

TEST_CASE("An interrupt that no guard was asked about ends the program, one that was answered does not") {
  CHECK(signal_that_ends([] { const InterruptGuard guard; }) == 0);
  CHECK(signal_that_ends([] {
          const InterruptGuard guard;
          std::raise(SIGINT);
        }) == SIGINT);
  CHECK(signal_that_ends([] {
          const InterruptGuard guard;
          std::raise(SIGINT);
          if (!guard.interrupted()) std::abort();
        }) == 0);
  CHECK(signal_that_ends([] {
          const InterruptGuard guard;
          std::raise(SIGINT);
          if (!guard.interrupted()) std::abort();
          std::raise(SIGINT);
        }) == SIGINT);
  CHECK(signal_that_ends([] {
          const Action action(SIG_IGN);
          const InterruptGuard guard;
          std::raise(SIGINT);
        }) == 0);
}

TEST_CASE("An interrupt after the last batch of training is told by fit and does not end the program") {
  const Eigen::MatrixXd x = checks::random(2, 8), y = checks::random(1, 8);
  const auto train = [&](bool interrupt) {
    Sequential<double, Input<2>, Dense<1>> net;
    const auto on_epoch = [&](const History&) {
      if (interrupt) std::raise(SIGINT);
      return true;
    };
    fit(net, MeanSquaredError{}, Adam{}, Dataset(x, y),
        {.epochs = 1, .on_epoch = on_epoch, .progress = nullptr});
  };
  for (const bool interrupt : {false, true}) CHECK(signal_that_ends([&] { train(interrupt); }) == 0);
}

TEST_CASE("Guards that overlap all see an interrupt and put the first handler back") {
  const Action action(count);
  std::optional<InterruptGuard> first(std::in_place), second(std::in_place);
  first.reset();
  CHECK_FALSE(action.holds());
  std::raise(SIGINT);
  CHECK(second->interrupted());
  first.emplace();
  CHECK(first->interrupted());
  second.reset();
  first.reset();
  CHECK(action.holds());
}

TEST_CASE("A handler that comes while a guard lives stays") {
  const Action before(SIG_DFL);
  const auto stays = [](auto* handler) {
    std::optional<InterruptGuard> guard(std::in_place);
    const Action during(handler);
    guard.reset();
    CHECK(during.holds());
  };
  stays(count);
  stays(count_details);
}

TEST_CASE("The guards' handler, put back by somebody after the last guard, swallows nothing") {
  CHECK(signal_that_ends([] {
          std::optional<InterruptGuard> guard(std::in_place);
          std::optional<Action> during(std::in_place, count);
          guard.reset();
          during.reset();
          std::raise(SIGINT);
        }) == SIGINT);
}

TEST_CASE("A handler that each signal takes away comes back while a guard lives, and no longer") {
  const Action action(count);
  {
    const OneShot ours;
    CHECK(ours.is_installed());
    CHECK(detail::SignalHandler::has_next());
    CHECK_FALSE(detail::Interrupts::answer());
    ours.raise();
    CHECK(seen == 1);
    ours.raise();
    CHECK(seen == 2);
    CHECK(detail::Interrupts::answer());
    detail::Interrupts::guards = 0;
    ours.raise();
    CHECK(seen == 3);
    CHECK(handler_now() == SIG_DFL);
  }
  CHECK(handler_now() == SIG_DFL);
}

TEST_CASE("What C++ alone has puts the handler of before back, and leaves one that came since") {
  const Action action(count);
  { const OneShot ours; }
  CHECK(handler_now() == count);
  {
    const OneShot ours;
    std::signal(SIGINT, SIG_IGN);
  }
  CHECK(handler_now() == SIG_IGN);
  {
    const OneShot ours;
    CHECK_FALSE(ours.is_installed());
    CHECK_FALSE(detail::SignalHandler::has_next());
    CHECK(handler_now() == SIG_IGN);
  }
}

TEST_CASE(
    "What C++ alone has remembers an interrupt that nobody else hears of, and ends no program before its "
    "time") {
  const Action action(SIG_DFL);
  {
    const OneShot ours;
    CHECK(ours.is_installed());
    CHECK_FALSE(detail::SignalHandler::has_next());
    ours.raise();
    CHECK(detail::Interrupts::answer());
  }
  CHECK(signal_that_ends([] {
          const OneShot ours;
          detail::Interrupts::guards = 0;
          ours.raise();
        }) == SIGINT);
}
