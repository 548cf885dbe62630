// error: strata: save_header needs #include <strata/io/header.hpp>
#include <strata/strata.hpp>

using namespace strata;

int main() {
  Sequential<double, Input<2>, Dense<3>> net;
  save_header(net, "net.hpp");
}
