#pragma once

#include <chrono>
#include <optional>
#include <ratio>
#include <utility>

#include <strata/training/archive.hpp>
#include <strata/training/checkpoint_store.hpp>

namespace strata::detail {

/// Decides when training is kept. `visit(archive)` names all that training remembers.
class CheckpointKeeper {
 public:
  explicit CheckpointKeeper(const std::optional<CheckpointStore>& store) : store_(store) {}

  /// Reads what is kept; false where nothing is. Throws where it does not belong to this training.
  template <class Visit>
  bool resume(Visit&& visit) {
    if (!store_) return false;
    std::optional<Snapshot> snapshot = store_->read();
    if (!snapshot) {
      (void)snapshot_of(visit);  // What cannot be kept shows now rather than in an hour.
      return false;
    }
    Archive archive(*snapshot, Archive::Direction::read);
    visit(archive);
    archive.finish();
    return true;
  }

  bool is_due_after_batch() const {
    return store_ && store_->every_minutes > 0 && Clock::now() - kept_ >= Minutes(store_->every_minutes);
  }

  bool is_due_after_epoch(Index epoch) const {
    return store_ && store_->every_epochs > 0 && epoch % store_->every_epochs == 0;
  }

  /// Keeps the moment after so many steps, where it is not kept yet.
  template <class Visit>
  void keep(Index steps, Visit&& visit) {
    if (!store_ || kept_steps_ == steps) return;
    store_->write(snapshot_of(visit));
    is_kept_already(steps);
  }

  void is_kept_already(Index steps) {
    kept_ = Clock::now();
    kept_steps_ = steps;
  }

 private:
  using Clock = std::chrono::steady_clock;
  using Minutes = std::chrono::duration<double, std::ratio<60>>;

  template <class Visit>
  static Snapshot snapshot_of(Visit&& visit) {
    Snapshot snapshot;
    Archive archive(snapshot, Archive::Direction::write);
    visit(archive);
    return snapshot;
  }

  const std::optional<CheckpointStore>& store_;
  Clock::time_point kept_ = Clock::now();
  Index kept_steps_ = -1;
};

}  // namespace strata::detail
