// error: strata: an optimizer steps vectors that lie in one piece of memory
// shows: IsInOnePiece
#include <strata/strata.hpp>

using namespace strata;

int main() {
  Eigen::Vector2d parameters{0, 0};
  const Eigen::Matrix2d gradients{{1, 2}, {3, 4}};
  SGD{}.step(parameters, gradients.row(0));
}
