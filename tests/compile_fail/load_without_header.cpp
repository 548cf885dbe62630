// error: strata: load needs #include <strata/io/safetensors.hpp>
#include <strata/strata.hpp>

using namespace strata;

int main() {
  Sequential<double, Input<2>, Dense<3>> net;
  load(net, "net.safetensors");
}
