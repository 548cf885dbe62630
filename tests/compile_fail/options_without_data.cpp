// error: strata: FitOptions in a variable know no data
// error: FitOptionsFor<decltype(data)> options{
#include <strata/strata.hpp>

using namespace strata;

int main() { const FitOptions options{.epochs = 3, .metrics = {Accuracy{}}}; }
