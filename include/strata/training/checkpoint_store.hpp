#pragma once

#include <functional>
#include <optional>

#include <strata/core/shape.hpp>
#include <strata/training/snapshot.hpp>

namespace strata {

/// Where and how often `fit` keeps its training, to go on from there; `Checkpoint` of
/// strata/io/checkpoint.hpp is a file.
struct CheckpointStore {
  /// Replaces what is kept.
  std::function<void(const Snapshot&)> write;
  /// What is kept; nothing before the first `write`.
  std::function<std::optional<Snapshot>()> read;
  /// How many epochs lie between two snapshots; 0 does not count them.
  Index every_epochs = 1;
  /// How many minutes lie between two snapshots, after any batch; 0 does not count them.
  double every_minutes = 0;
};

}  // namespace strata
