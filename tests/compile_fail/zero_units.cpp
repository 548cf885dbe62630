// error: strata: Dense needs at least one unit, as in Dense<128>
// shows: Dense<0
#include <strata/strata.hpp>

using namespace strata;

int main() { Sequential<double, Input<2>, Dense<0>> net; }
