// error: strata: the second argument of Sequential states the shape of a sample
// shows: Dense<2
#include <strata/strata.hpp>

using namespace strata;

int main() { Sequential<double, Dense<2>, Dense<1>> net; }
