// A network in a program without heap, file, exception, RTTI or iostream: how to turn an arm's joints so
// that its hand comes to a point. The network lies in arm.hpp, which make_arm wrote.

#include <cstdio>

#include "arm.hpp"
#include "hand.hpp"

/// Where the linker puts the program's first byte and the end of its last.
extern "C" const char __executable_start, end;

namespace {

const arm::Network network = arm::make();

void reach(const Eigen::Vector2f& point) {
  const Eigen::Vector2f joints = network.predict(point);
  const Eigen::Vector2f reached = hand(joints);
  std::printf("(%5.2f, %5.2f) -> joints %6.3f %6.3f -> hand %6.3f %6.3f\n", double{point[0]},
              double{point[1]}, double{joints[0]}, double{joints[1]}, double{reached[0]}, double{reached[1]});
}

}  // namespace

int main() {
  static char buffer[256];  // else the C library takes one from the heap
  std::setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
  std::printf("Code and data: %td bytes, of which the network %zu\n", &end - &__executable_start,
              sizeof network);
  for (const auto& point : {Eigen::Vector2f{1.2f, 0.8f}, Eigen::Vector2f{0.3f, 1.5f}, Eigen::Vector2f{1, 1}})
    reach(point);
}
