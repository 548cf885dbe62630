#pragma once

#include <chrono>
#include <optional>
#include <string>

#include <strata/core/message.hpp>
#include <strata/training/checkpoint_store.hpp>

namespace strata::detail {

/// Decides when training is kept.
class CheckpointKeeper {
 public:
  explicit CheckpointKeeper(const std::optional<CheckpointStore>& store) : store_(store) {}

  /// Reads what is kept; false where nothing is.
  bool resume(const CheckpointStore::Visit& visit) { return store_ && store_->read(visit); }

  /// Throws where nothing can be kept.
  void check() const {
    if (store_ && store_->check) store_->check();
  }

  /// What messages call what is kept.
  const std::string& name() const { return store_->name; }

  bool is_due_after_batch() const {
    return store_ && store_->every_minutes > 0 && Clock::now() - kept_ >= Minutes(store_->every_minutes);
  }

  bool is_due_after_epoch(Index epoch) const {
    return store_ && store_->every_epochs > 0 && epoch % store_->every_epochs == 0;
  }

  /// Keeps the moment after so many steps, where it is not kept yet.
  void keep(Index steps, const CheckpointStore::Visit& visit) {
    if (!store_ || kept_steps_ == steps) return;
    store_->write(visit);
    note_kept(steps);
  }

  void note_kept(Index steps) {
    kept_ = Clock::now();
    kept_steps_ = steps;
  }

 private:
  using Clock = std::chrono::steady_clock;
  using Minutes = std::chrono::duration<double, std::chrono::minutes::period>;

  const std::optional<CheckpointStore>& store_;
  Clock::time_point kept_ = Clock::now();
  Index kept_steps_ = -1;
};

/// What progress says of a training that goes on after so many batches of an epoch, unless it was `stopped`.
[[gnu::cold, gnu::noinline]] inline std::string resumed(const std::string& name, Index epoch, Index batches,
                                                        bool is_left, const std::string& stopped) {
  const std::string where = batches > 0 ? joined({" at epoch ", to_text(epoch), ", batch ", to_text(batches)})
                                        : joined({" after epoch ", to_text(epoch - 1)});
  if (is_left) return joined({"Resumed ", name, where});
  return joined({"Resumed ", name, where, ": nothing is left to train",
                 stopped.empty() ? "; raise .epochs, or begin anew without it" : ""});
}

}  // namespace strata::detail
