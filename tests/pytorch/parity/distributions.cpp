#include <algorithm>
#include <cmath>
#include <numbers>

#include <strata/strata.hpp>

#include "parity.hpp"

namespace parity {

using namespace strata;

namespace {

/// What an initializer draws for 200 units of 300 inputs, in order.
template <class Scalar, class I>
Eigen::ArrayXd drawn(const I& initializer) {
  Matrix<Scalar> weights(200, 300);
  Generator generator(5);
  initializer(weights, Fans{.in = 300, .out = 200}, generator);
  Eigen::ArrayXd sorted = weights.template cast<double>().reshaped().array();
  std::sort(sorted.begin(), sorted.end());
  return sorted;
}

/// Kolmogorov and Smirnov's distance between sorted numbers and the distribution function that they should
/// have: it sees every quantile.
template <class F>
double largest_distance(const Eigen::ArrayXd& sorted, F&& distribution_function) {
  const auto n = static_cast<double>(sorted.size());
  double distance = 0;
  for (Index i = 0; i < sorted.size(); ++i) {
    const double expected = distribution_function(sorted(i)), below = static_cast<double>(i) / n;
    distance = std::max({distance, expected - below, below + 1 / n - expected});
  }
  return distance;
}

/// The distance that the right distribution exceeds once in 10^6 draws: sqrt(log(2 / 10^-6) / 2n).
double distance_allowed(Index draws) { return std::sqrt(std::log(2e6) / (2 * static_cast<double>(draws))); }

/// Five standard errors of a variance, relative to it, for a distribution of this kurtosis.
double variance_allowed(double kurtosis, Index draws) {
  return 5 * std::sqrt((kurtosis - 1) / static_cast<double>(draws));
}

double variance_error(const Eigen::ArrayXd& x, double variance) {
  return std::abs(x.square().mean() / variance - 1);
}

template <class Scalar>
void statistic(Table& table, const std::string& name, const std::string& what, double error, double allowed) {
  Row row(name, scalar_name<Scalar>, allowed);
  row.take(what, error);
  table.add(row);
}

/// The largest of n numbers is below the bound b, but by less than 20 b / n except once in e^20 draws.
template <class Scalar, class I>
void uniform_as(Vectors& vectors, Table& table, const std::string& name, const I& initializer) {
  const double bound = vectors.matrix(name)(0),
               largest_scalar = static_cast<double>(static_cast<Scalar>(bound));
  const auto x = drawn<Scalar>(initializer);
  const double gap = 1 - x.abs().maxCoeff() / std::max(bound, largest_scalar);
  statistic<Scalar>(table, name, "bound", gap < 0 ? HUGE_VAL : gap, 20 / static_cast<double>(x.size()));
  statistic<Scalar>(table, name, "variance", variance_error(x, bound * bound / 3),
                    variance_allowed(1.8, x.size()));
  statistic<Scalar>(table, name, "distribution",
                    largest_distance(x, [&](double v) { return (v / bound + 1) / 2; }),
                    distance_allowed(x.size()));
}

template <class Scalar, class I>
void normal_as(Vectors& vectors, Table& table, const std::string& name, const I& initializer) {
  const double deviation = vectors.matrix(name)(0);
  const auto x = drawn<Scalar>(initializer);
  statistic<Scalar>(table, name, "variance", variance_error(x, deviation * deviation),
                    variance_allowed(3, x.size()));
  statistic<Scalar>(
      table, name, "distribution",
      largest_distance(x, [&](double v) { return std::erfc(-v / deviation / std::numbers::sqrt2) / 2; }),
      distance_allowed(x.size()));
}

template <class Scalar, class I>
void constant_as(Vectors& vectors, Table& table, const std::string& name, const I& initializer) {
  Matrix<Scalar> weights(2, 3);
  Generator generator;
  initializer(weights, Fans{.in = 3, .out = 2}, generator);
  Row row(name, scalar_name<Scalar>, tolerance<Scalar>);
  row.compare("weights", weights, vectors.matrix(name));
  table.add(row);
}

template <class Scalar>
void initializers(Vectors& vectors, Table& table) {
  uniform_as<Scalar>(vectors, table, "GlorotUniform", GlorotUniform{});
  uniform_as<Scalar>(vectors, table, "GlorotUniform gain", GlorotUniform{.gain = 2});
  normal_as<Scalar>(vectors, table, "GlorotNormal", GlorotNormal{});
  normal_as<Scalar>(vectors, table, "GlorotNormal gain", GlorotNormal{.gain = 2});
  uniform_as<Scalar>(vectors, table, "HeUniform", HeUniform{});
  normal_as<Scalar>(vectors, table, "HeNormal", HeNormal{});
  uniform_as<Scalar>(vectors, table, "LeCunUniform", LeCunUniform{});
  normal_as<Scalar>(vectors, table, "LeCunNormal", LeCunNormal{});
  uniform_as<Scalar>(vectors, table, "Automatic before ReLU", Automatic{}.for_gain(ReLU{}.initial_gain()));
  uniform_as<Scalar>(vectors, table, "Automatic before LeakyReLU",
                     Automatic{}.for_gain(LeakyReLU{.negative_slope = 0.2}.initial_gain()));
  uniform_as<Scalar>(vectors, table, "Automatic before Tanh", Automatic{}.for_gain(Tanh{}.initial_gain()));
  constant_as<Scalar>(vectors, table, "Constant", Constant{.value = 0.3});
  constant_as<Scalar>(vectors, table, "Zeros", Zeros{});
}

/// A `Dropout` of 0.3 in training, on this batch and for dL/dy = 1.
template <class Scalar>
struct Dropped {
  Matrix<Scalar> y, dx;

  explicit Dropped(const Matrix<Scalar>& x) : y(x.rows(), x.cols()), dx(x.rows(), x.cols()) {
    auto net = make_sequential<Scalar>(Input{x.rows()}, Dropout{0.3});
    const Shape<Dynamic> batch(x.cols());
    const auto layout = net.layers().scratch(net.input_shape(), batch);
    Eigen::Matrix<Scalar, Eigen::Dynamic, 1> scratch(layout.size());
    Generator generator;
    Packing<Scalar> packing;
    const Context context{net.input_shape(),
                          net.layers().parameters(net.input_shape()).view(net.parameters().data()),
                          net.layers().state(net.input_shape()).view(net.state().data()),
                          layout.view(scratch.data()),
                          generator,
                          packing};
    net.layers().forward(x, y, context);
    net.layers().backward_input(x, y, Matrix<Scalar>::Ones(x.rows(), x.cols()).eval(), dx, context);
  }
};

/// Where both libraries keep an element it is the same, elsewhere it is zero; a share of 0.3 is dropped.
template <class Scalar>
void dropout(Vectors& vectors, Table& table) {
  const Matrix<Scalar> x = vectors.matrix("Dropout.x").cast<Scalar>();
  const Dropped<Scalar> dropped(x);
  const Eigen::ArrayXXd dx = dropped.dx.template cast<double>().array(),
                        torch_dx = vectors.matrix("Dropout.dx");
  const Eigen::ArrayXXd torch_y = vectors.matrix("Dropout.y");
  Row row("Dropout in training", scalar_name<Scalar>, tolerance<Scalar>);
  const Eigen::ArrayXXd zero = Eigen::ArrayXXd::Zero(dx.rows(), dx.cols());
  const Eigen::ArrayXXd y = dropped.y.template cast<double>().array();
  row.compare("y", (torch_dx != 0).select(y, zero), (dx != 0).select(torch_y, zero));
  row.compare("dx", (torch_dx != 0).select(dx, zero), (dx != 0).select(torch_dx, zero));
  row.compare("y where dropped", (dx == 0).select(y, zero), zero);
  table.add(row);

  const Matrix<Scalar> ones = Matrix<Scalar>::Ones(100, 600);
  const double share = (Dropped<Scalar>(ones).y.array() == 0).template cast<double>().mean();
  const double standard_error = std::sqrt(0.3 * 0.7 / static_cast<double>(ones.size()));
  statistic<Scalar>(table, "Dropout in training", "share dropped", std::abs(share - 0.3), 5 * standard_error);
}

}  // namespace

void distributions(Vectors& vectors, Table& table) {
  initializers<double>(vectors, table);
  initializers<float>(vectors, table);
  dropout<double>(vectors, table);
  dropout<float>(vectors, table);
}

}  // namespace parity
