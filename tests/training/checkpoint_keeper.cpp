#include <strata/training/checkpoint_keeper.hpp>

#include "../support/checks.hpp"

using strata::detail::resumed;

TEST_CASE("Progress says where training goes on, and where nothing is left") {
  CHECK(resumed("run", 12, 3, true, "") == "Resumed run at epoch 12, batch 3");
  CHECK(resumed("run", 12, 0, true, "") == "Resumed run after epoch 11");
  CHECK(resumed("run", 12, 0, false, "") ==
        "Resumed run after epoch 11: nothing is left to train; raise .epochs, or begin anew without it");
  CHECK(resumed("run", 12, 0, false, "in epoch 11, because of the loss") ==
        "Resumed run after epoch 11: nothing is left to train");
}
