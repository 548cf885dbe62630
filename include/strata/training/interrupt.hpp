#pragma once

#include <atomic>
#include <csignal>
#include <mutex>

namespace strata {

namespace detail {

/// What the handler of SIGINT and the guards tell each other. A handler runs at any moment in any thread, so
/// all of it is atomic and nothing waits.
struct Interrupts {
  inline static std::atomic<int> guards = 0;
  inline static std::atomic<bool> seen, unanswered;

  static void begin() { seen = unanswered = false; }

  static void notice() { unanswered = seen = true; }

  static bool answer() {
    if (!seen) return false;
    unanswered = false;
    return true;
  }

  /// For an interrupt that nobody else will see: it does what it does by default, which ends the program.
  static void end_program() {
    if (!unanswered.exchange(false)) return;
    std::signal(SIGINT, SIG_DFL);
    std::raise(SIGINT);
  }

  static_assert(std::atomic<bool>::is_always_lock_free && std::atomic<void (*)(int)>::is_always_lock_free);
};

/// Takes SIGINT over with what C++ alone has, passes each on to the handler of before, and puts that one
/// back. A signal may take the handler away, which then has to come back.
class SignalHandler {
 public:
  bool install() {
    before_ = std::signal(SIGINT, handle);
    next_ = before_ == SIG_DFL || before_ == SIG_IGN || before_ == SIG_ERR ? nullptr : before_;
    if (before_ == SIG_IGN) std::signal(SIGINT, SIG_IGN);
    return before_ != SIG_IGN && before_ != SIG_ERR;
  }

  void remove() const {
    const auto last = std::signal(SIGINT, before_);
    if (last != handle) std::signal(SIGINT, last);
  }

  static bool has_next() { return next_ != nullptr; }

 private:
  static void handle(int signal) {
    Interrupts::notice();
    if (Interrupts::guards > 0) std::signal(SIGINT, handle);
    if (const auto next = next_.load())
      next(signal);
    else if (Interrupts::guards == 0)
      Interrupts::end_program();
  }

  inline static std::atomic<void (*)(int)> next_ = nullptr;
  void (*before_)(int) = SIG_DFL;
};

#ifdef SA_SIGINFO

/// The same with what POSIX has: the handler of before comes back with its flags and its mask.
/// POSIX: https://pubs.opengroup.org/onlinepubs/9699919799/functions/sigaction.html
class ActionHandler {
 public:
  /// False where interrupts are ignored, which stays so.
  bool install() {
    ::sigaction(SIGINT, nullptr, &before_);
    if (before_.sa_handler == SIG_IGN) return false;
    const bool is_default = before_.sa_handler == SIG_DFL, is_detailed = before_.sa_flags & SA_SIGINFO;
    next_ = is_default || is_detailed ? nullptr : before_.sa_handler;
    detailed_next_ = is_default || !is_detailed ? nullptr : before_.sa_sigaction;
    struct ::sigaction ours = before_;
    ours.sa_sigaction = handle;
    // What the caller's own code may expect of a system call that an interrupt cuts short.
    if (is_default) ours.sa_flags = SA_RESTART;
    ours.sa_flags = (ours.sa_flags & ~static_cast<int>(SA_RESETHAND)) | SA_SIGINFO;
    return ::sigaction(SIGINT, &ours, nullptr) == 0;
  }

  /// A handler that came since stays.
  void remove() const {
    struct ::sigaction last {};
    ::sigaction(SIGINT, &before_, &last);
    if ((last.sa_flags & SA_SIGINFO) == 0 || last.sa_sigaction != handle) ::sigaction(SIGINT, &last, nullptr);
  }

  /// Whether somebody else hears of each interrupt, too.
  static bool has_next() { return next_ != nullptr || detailed_next_ != nullptr; }

 private:
  static void handle(int signal, ::siginfo_t* details, void* context) {
    Interrupts::notice();
    if (const auto next = next_.load())
      next(signal);
    else if (const auto detailed_next = detailed_next_.load())
      detailed_next(signal, details, context);
    else if (Interrupts::guards == 0)
      Interrupts::end_program();
  }

  inline static std::atomic<void (*)(int)> next_ = nullptr;
  inline static std::atomic<void (*)(int, ::siginfo_t*, void*)> detailed_next_ = nullptr;
  struct ::sigaction before_ {};
};

using InterruptHandler = ActionHandler;

#else

using InterruptHandler = SignalHandler;

#endif

}  // namespace detail

/// While one lives, Ctrl-C (SIGINT) does not end the program but is remembered. Guards may overlap, in any
/// thread, and then all see the interrupt; after the last one, the handler of before is put back.
///
/// That handler, if there is one, is called at each interrupt as always; where interrupts are ignored they
/// stay so and no guard sees any. An interrupt that no guard was asked about is not lost: the last one that
/// ends lets it do what it would have done.
class InterruptGuard {
 public:
  InterruptGuard() {
    const std::lock_guard lock(mutex_);
    if (detail::Interrupts::guards++ > 0) return;
    detail::Interrupts::begin();
    is_installed_ = handler_.install();
  }

  ~InterruptGuard() {
    if (leave() && !detail::InterruptHandler::has_next() && detail::Interrupts::unanswered.exchange(false))
      std::raise(SIGINT);
  }

  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;

  /// True after Ctrl-C, which is answered by asking.
  bool interrupted() const { return detail::Interrupts::answer(); }

 private:
  /// True where it was the last one; the handler of before is then back.
  static bool leave() {
    const std::lock_guard lock(mutex_);
    if (--detail::Interrupts::guards > 0) return false;
    if (is_installed_) handler_.remove();
    return true;
  }

  inline static std::mutex mutex_;
  inline static detail::InterruptHandler handler_;
  inline static bool is_installed_ = false;
};

}  // namespace strata
