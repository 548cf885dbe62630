// error: strata: the first argument of Sequential is its scalar: float, double or long double
// shows: int
#include <strata/strata.hpp>

using namespace strata;

int main() { Sequential<int, Input<2>, Dense<1>> net; }
