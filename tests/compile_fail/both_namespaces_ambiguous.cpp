// error: ambiguous
// shows: Dense
#include <Eigen/Core>

#include <strata/strata.hpp>

using namespace Eigen;
using namespace strata;

int main() { Dense<1> layer; }
