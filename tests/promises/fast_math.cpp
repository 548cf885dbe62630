// Compiled with -O2 -ffast-math: what the library computes must survive what that allows.

#include <strata/strata.hpp>
#include <strata/testing/gradient_check.hpp>

#include "../support/catch2.hpp"

TEST_CASE("tanh is right although the compiler may reorder sums") {
  const Eigen::Array4d x{0.3, -2, 1e-3, 15}, y = strata::detail::tanh(x);
  const Eigen::Array4d exact{0.2913126124515909, -0.9640275800758169, 9.999996666668e-4, 0.9999999999998128};
  CHECK((y - exact).abs().maxCoeff() <= 1e-15);
  for (int i = 0; i < 4; ++i) CHECK(std::abs(strata::detail::tanh(x[i]) - exact[i]) <= 1e-15);
  const Eigen::Array4f single = strata::detail::tanh(x.cast<float>().eval());
  CHECK((single - exact.cast<float>()).abs().maxCoeff() <= 1e-6f);
}

TEST_CASE("Gradients are right although the compiler may reorder sums") {
  using namespace strata;
  const Sequential<double, Input<2>, Dense<5>, Tanh, Dense<2>> net;
  const Eigen::MatrixXd x{{0.1, 0.4}, {-0.2, 0.3}}, target{{1, 0}, {0, 1}};
  CHECK(gradient_check(net, MeanSquaredError{}, x, target));
}
