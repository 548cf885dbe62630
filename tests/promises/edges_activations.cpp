// Activations at the edges of their numbers. Compiled with several flags, because packets, contraction and
// -ffast-math have edges of their own.

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include <strata/core/type_name.hpp>
#include <strata/strata.hpp>
#include <strata/testing/gradient_check.hpp>

#include "../support/catch2.hpp"
#include "edges.hpp"

namespace {

using strata::Index;

/// What is allowed for an activation, in units in the last place of float and double.
struct Bounds {
  std::array<double, 2> value, slope;
  long double slope_scale = 0;  ///< 1 where the slope is computed from y: exact to the last place of 1.
  double of_square = 0;         ///< Allowed beyond, times x^2: so sensitive is exp(-x^2) to x.
};

struct Entry {
  edges::Textbook textbook;
  Bounds bounds;
};

// The slopes of GELU, GELUTanh, HardSwish, Mish and SiLU have zeros, near which digits cancel.
Entry entry(const strata::ELU&) { return {edges::elu, {{2, 2}, {2, 2}, 1}}; }
Entry entry(const strata::GELU&) { return {edges::gelu, {{3, 3}, {20, 20}, 0, 1.5}}; }
Entry entry(const strata::GELUTanh&) { return {edges::gelu_tanh, {{3, 3}, {14, 14}, 0, 1.5}}; }
Entry entry(const strata::HardSwish&) { return {edges::hard_swish, {{2, 2}, {4, 4}}}; }
Entry entry(const strata::Identity&) { return {edges::identity, {{0, 0}, {0, 0}}}; }
Entry entry(const strata::LeakyReLU&) { return {edges::leaky_relu, {{1, 1}, {1, 1}}}; }
Entry entry(const strata::Mish&) { return {edges::mish, {{3, 3}, {12, 12}}}; }
Entry entry(const strata::ReLU&) { return {edges::relu, {{0, 0}, {0, 0}}}; }
Entry entry(const strata::SELU&) { return {edges::selu, {{2, 3}, {2, 2}, 1}}; }
Entry entry(const strata::Sigmoid&) { return {edges::sigmoid, {{2, 2}, {1, 1}, 1}}; }
Entry entry(const strata::SiLU&) { return {edges::silu, {{2, 2}, {20, 20}}}; }
Entry entry(const strata::Softplus&) { return {edges::softplus, {{2, 2}, {2, 2}}}; }
Entry entry(const strata::Tanh&) { return {edges::tanh, {{6.5, 3}, {2, 2}, 1}}; }

using Activations = std::tuple<strata::ELU, strata::GELU, strata::GELUTanh, strata::HardSwish,
                               strata::Identity, strata::LeakyReLU, strata::Mish, strata::ReLU, strata::SELU,
                               strata::Sigmoid, strata::SiLU, strata::Softplus, strata::Tanh>;

/// Packets of float divide by approximation under -ffast-math.
template <class Scalar>
double ulps(const std::array<double, 2>& bounds, double beyond) {
  const double slack = edges::fast_math && bounds[0] > 0 ? 2 : 0;
  return bounds[std::is_same_v<Scalar, double>] + slack + beyond;
}

/// Value and slope of an activation for some numbers, of a size fixed or not.
template <class Activation, class Scalar, int Size>
void pass(const Activation& activation, Index size, const Scalar* x, Scalar* y, Scalar* dx) {
  using Vector = Eigen::Matrix<Scalar, Size, 1>;
  static const std::array<Scalar, 17> ones = [] {
    std::array<Scalar, 17> result;
    result.fill(1);
    return result;
  }();
  const Eigen::Map<const Vector> input(x, size), d_output(ones.data(), size);
  Eigen::Map<Vector> output(y, size), d_input(dx, size);
  activation.forward(input, output, 0);
  activation.backward_input(input, output, d_output, d_input, 0);
}

template <class Activation, class Scalar>
struct Pass {
  Index size;
  void (*run)(const Activation&, Index, const Scalar*, Scalar*, Scalar*);
};

/// All run-time sizes from 1 to 17, and the fixed ones.
template <class Activation, class Scalar, int... Size>
std::vector<Pass<Activation, Scalar>> passes(std::integer_sequence<int, Size...>) {
  std::vector<Pass<Activation, Scalar>> result{{Size, &pass<Activation, Scalar, Size>}...};
  for (Index size = 1; size <= 17; ++size)
    result.push_back({size, &pass<Activation, Scalar, Eigen::Dynamic>});
  return result;
}

using FixedSizes = std::integer_sequence<int, STRATA_EDGES_SIZES>;

/// The largest errors of an activation, as shares of what is allowed, and where they are.
template <class Scalar>
struct Errors {
  double value = 0, slope = 0;
  Scalar at_value = 0, at_slope = 0;
};

template <class Scalar, class Activation>
Errors<Scalar> errors_of(const Activation& activation) {
  const auto [textbook, bounds] = entry(activation);
  const std::vector<Scalar> x = edges::numbers<Scalar>(edges::denormal_numbers, !edges::fast_math);
  std::vector<long double> textbook_value, textbook_slope;
  for (const Scalar v : x) {
    textbook_value.push_back(textbook.value(v));
    textbook_slope.push_back(textbook.slope(v));
  }
  Errors<Scalar> worst;
  for (const auto& [size, run] : passes<Activation, Scalar>(FixedSizes{})) {
    for (std::size_t first = 0; first < x.size(); first += static_cast<std::size_t>(size)) {
      // The last block is full, too: it begins with numbers of the one before.
      const std::size_t start = std::min(first, x.size() - static_cast<std::size_t>(size));
      std::array<Scalar, 17> y, dx;
      run(activation, size, &x[start], y.data(), dx.data());
      for (std::size_t i = 0; i < static_cast<std::size_t>(size); ++i) {
        const std::size_t at = start + i;
        // Where exp(x) is a denormal number it may be 0, and its product with x, too.
        const long double magnitude = std::abs(x[at]);
        const long double tail =
            !edges::denormal_numbers || magnitude >= 1 ? edges::tail<Scalar> * std::max(1.0L, magnitude) : 0;
        const double beyond = bounds.of_square * static_cast<double>(std::min(magnitude * magnitude, 1e3L));
        const double value =
            edges::error(y[i], textbook_value[at], {ulps<Scalar>(bounds.value, beyond), 0, tail});
        const double slope = edges::error(dx[i], textbook_slope[at],
                                          {ulps<Scalar>(bounds.slope, beyond), bounds.slope_scale, tail});
        if (value > worst.value) worst.value = value, worst.at_value = x[at];
        if (slope > worst.slope) worst.slope = slope, worst.at_slope = x[at];
      }
    }
  }
  return worst;
}

template <class Scalar, class Activation>
void check(const Activation& activation) {
  const Errors<Scalar> worst = errors_of<Scalar>(activation);
  INFO(strata::type_name<Activation>() << ": value at " << worst.at_value << ", slope at " << worst.at_slope);
  CHECK(worst.value <= 1);
  CHECK(worst.slope <= 1);
}

}  // namespace

TEMPLATE_TEST_CASE("Activations are right at every edge", "", float, double) {
  if constexpr (edges::comparable<TestType>)
    std::apply([](const auto&... activations) { (check<TestType>(activations), ...); }, Activations{});
}

TEST_CASE("Every activation is driven to its edges") {
  std::set<std::string> driven{"Softmax"};  // with the losses: it looks at whole columns
  std::apply(
      [&](const auto&... activations) {
        (driven.insert(std::string(strata::type_name<decltype(activations)>())), ...);
      },
      Activations{});
  CHECK(edges::structs_in(STRATA_HEADERS "/activations") == driven);
}

TEST_CASE("Gradients are right although the compiler may reorder sums") {
  using namespace strata;
  const Sequential<double, Input<2>, Dense<5>, Tanh, Dense<2>> net;
  const Eigen::MatrixXd x{{0.1, 0.4}, {-0.2, 0.3}}, target{{1, 0}, {0, 1}};
  CHECK(gradient_check(net, MeanSquaredError{}, x, target));
}
