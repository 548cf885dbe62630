#pragma once

#include <functional>
#include <string>

#include <strata/core/shape.hpp>
#include <strata/training/archive.hpp>

namespace strata {

/// Where and how often `fit` keeps its training, to go on from there; `Checkpoint` of
/// strata/io/checkpoint.hpp is a file, `snapshot_store` of strata/training/snapshot_archive.hpp makes one
/// from two functions.
struct CheckpointStore {
  /// Shows an archive all that training remembers.
  using Visit = std::function<void(Archive&)>;

  /// Replaces what is kept.
  std::function<void(const Visit&)> write;
  /// Reads what is kept; false before the first `write`. Throws where it does not belong to this training.
  std::function<bool(const Visit&)> read;
  /// How many epochs lie between two checkpoints; 0 does not count them.
  Index every_epochs = 1;
  /// How many minutes lie between two checkpoints, after any batch; 0 does not count them.
  double every_minutes = 0;
  /// What messages call it.
  std::string name = "checkpoint";
  /// Called before the first step: throws where `write` could not work, and changes nothing.
  std::function<void()> check = {};
};

}  // namespace strata
