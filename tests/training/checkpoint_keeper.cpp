#include <strata/training/checkpoint_keeper.hpp>

#include "../support/checks.hpp"

using namespace strata;
using detail::CheckpointKeeper;
using detail::resumed;

namespace {

/// A store that counts what is asked of it.
struct Counted {
  Index written = 0, read = 0, checked = 0;
  bool is_kept = false;

  std::optional<CheckpointStore> store(Index every_epochs = 1, double every_minutes = 0) {
    return CheckpointStore{.write = [this](const CheckpointStore::Visit&) { ++written; },
                           .read = [this](const CheckpointStore::Visit&) { return ++read, is_kept; },
                           .every_epochs = every_epochs,
                           .every_minutes = every_minutes,
                           .name = "run",
                           .check = [this] { ++checked; }};
  }
};

const CheckpointStore::Visit nothing = [](Archive&) {};

}  // namespace

TEST_CASE("Without a store nothing is kept, and nothing is due") {
  const std::optional<CheckpointStore> none;
  CheckpointKeeper keeper(none);
  CHECK_FALSE(keeper.resume(nothing));
  CHECK_NOTHROW(keeper.check());
  CHECK_FALSE(keeper.is_due_after_batch());
  CHECK_FALSE(keeper.is_due_after_epoch(1));
  CHECK_NOTHROW(keeper.keep(1, nothing));
}

TEST_CASE("What is kept is read, and the store checks whether it can keep") {
  Counted counted;
  auto store = counted.store();
  CheckpointKeeper keeper(store);
  CHECK(keeper.name() == "run");
  CHECK_FALSE(keeper.resume(nothing));
  counted.is_kept = true;
  CHECK(keeper.resume(nothing));
  CHECK(counted.read == 2);
  keeper.check();
  CHECK(counted.checked == 1);
  store->check = nullptr;
  CHECK_NOTHROW(keeper.check());
}

TEST_CASE("A moment is kept once") {
  Counted counted;
  const auto store = counted.store();
  CheckpointKeeper keeper(store);
  keeper.keep(0, nothing);
  CHECK(counted.written == 1);
  keeper.keep(0, nothing);
  CHECK(counted.written == 1);
  keeper.keep(1, nothing);
  CHECK(counted.written == 2);
  keeper.note_kept(7);
  keeper.keep(7, nothing);
  CHECK(counted.written == 2);
}

TEST_CASE("A checkpoint is due every so many epochs, or as soon as enough minutes have passed") {
  const auto epochs = [](Index every) {
    Counted counted;
    const auto store = counted.store(every);
    const CheckpointKeeper keeper(store);
    std::vector<Index> due;
    for (Index epoch = 1; epoch <= 6; ++epoch)
      if (keeper.is_due_after_epoch(epoch)) due.push_back(epoch);
    return due;
  };
  CHECK(epochs(0) == std::vector<Index>{});
  CHECK(epochs(1) == std::vector<Index>{1, 2, 3, 4, 5, 6});
  CHECK(epochs(2) == std::vector<Index>{2, 4, 6});
  CHECK(epochs(7) == std::vector<Index>{});

  const auto is_due = [](double every_minutes) {
    Counted counted;
    const auto store = counted.store(1, every_minutes);
    return CheckpointKeeper(store).is_due_after_batch();
  };
  CHECK_FALSE(is_due(0));
  CHECK(is_due(1e-12));
  CHECK_FALSE(is_due(60));
}

TEST_CASE("Progress says where training goes on, and where nothing is left") {
  CHECK(resumed("run", 12, 3, true, "") == "Resumed run at epoch 12, batch 3");
  CHECK(resumed("run", 2, 1, true, "") == "Resumed run at epoch 2, batch 1");
  CHECK(resumed("run", 12, 0, true, "") == "Resumed run after epoch 11");
  CHECK(resumed("run", 12, 0, false, "") ==
        "Resumed run after epoch 11: nothing is left to train; raise .epochs, or begin anew without it");
  CHECK(resumed("run", 12, 0, false, "in epoch 11, because of the loss") ==
        "Resumed run after epoch 11: nothing is left to train");
}
