// error: strata: a network needs at least one layer after its Input
// shows: Input<2>
#include <strata/strata.hpp>

using namespace strata;

int main() { Sequential<double, Input<2>> net; }
