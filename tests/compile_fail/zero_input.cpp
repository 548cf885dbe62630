// error: strata: Input needs sizes of at least 1, as in Input<784>
// shows: Input<0>
#include <strata/strata.hpp>

using namespace strata;

int main() { Sequential<double, Input<0>, Dense<1>> net; }
