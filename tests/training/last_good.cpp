#include <strata/training/last_good.hpp>

#include "../support/checks.hpp"

using namespace strata;

namespace {

using Network = Sequential<double, Input<2>, BatchNorm, Dense<1>>;

}  // namespace

TEST_CASE("A step that ends midway is undone, and no other") {
  Network net;
  detail::LastGood good(net);
  good.begin_step();
  net.state().setConstant(5);
  good.end_step();
  good.undo_step();
  CHECK(net.state() == Network::State::Constant(5));
  good.begin_step();
  net.state().setConstant(7);
  good.undo_step();
  CHECK(net.state() == Network::State::Constant(5));
  CHECK(good.steps() == 1);
  net.state().setConstant(9);
  good.undo_step();
  CHECK(net.state() == Network::State::Constant(9));
}

TEST_CASE("A copy is due before the first step and every hundred, and comes back") {
  Network net;
  const Network first = net;
  detail::LastGood good(net);
  for (Index step = 0; step <= 200; ++step) {
    CHECK(good.is_copy_due() == (step == 0 || step == 100 || step == 200));
    good.begin_step();
    good.end_step();
  }
  net.parameters().setConstant(3);
  good.fall_back();
  CHECK(net.parameters() == first.parameters());
  net.parameters().setConstant(4);
  good.copy();
  net.parameters().setConstant(5);
  good.fall_back();
  CHECK(net.parameters() == Network::Parameters::Constant(4));
}
