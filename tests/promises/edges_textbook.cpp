#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <numbers>

#include "edges.hpp"

namespace edges {

namespace {

using Real = long double;

constexpr Real infinity = std::numeric_limits<Real>::infinity();

/// x f, where f is 0 for what it vanishes at faster than x grows.
Real product(Real x, Real f) { return f == 0 ? 0 : x * f; }

Real logistic(Real x) { return x < 0 ? std::exp(x) / (1 + std::exp(x)) : 1 / (1 + std::exp(-x)); }

Real log1p_exp(Real x) { return std::max<Real>(x, 0) + std::log1p(std::exp(-std::abs(x))); }

Real exponential_unit(Real x, Real scale, Real alpha) {
  return x > 0 ? scale * x : scale * alpha * std::expm1(x);
}

Real exponential_slope(Real x, Real scale, Real alpha) { return x > 0 ? scale : scale * alpha * std::exp(x); }

Real normal_cdf(Real x) { return std::erfc(-x / std::numbers::sqrt2_v<Real>) / 2; }

Real normal_pdf(Real x) {
  return std::exp(-x * x / 2) * std::numbers::inv_sqrtpi_v<Real> / std::numbers::sqrt2_v<Real>;
}

constexpr Real root = std::numbers::sqrt2_v<Real> * std::numbers::inv_sqrtpi_v<Real>;

/// (1 + tanh(u)) / 2.
Real gelu_share(Real x) { return logistic(2 * root * x * (1 + 0.044715L * x * x)); }

Real gelu_tanh_slope(Real x) {
  const Real s = gelu_share(x), t = gelu_share(-x);
  return s + product(2 * root * x * (1 + 3 * 0.044715L * x * x), s * t);
}

/// tanh(log(1 + exp(x))).
Real mish_share(Real x) { return std::tanh(log1p_exp(x)); }

/// With t = tanh(l): 1 - t^2 = 1 / cosh(l)^2.
Real mish_slope(Real x) {
  const Real c = std::cosh(log1p_exp(x));
  return mish_share(x) + product(x, logistic(x) / (c * c));
}

constexpr Real scale = 1.0507009873554804934193349852946L, alpha = 1.6732632423543772848170429916717L;

}  // namespace

const Textbook elu{[](Real x) { return exponential_unit(x, 1, 1); },
                   [](Real x) { return exponential_slope(x, 1, 1); }};
const Textbook selu{[](Real x) { return exponential_unit(x, scale, alpha); },
                    [](Real x) { return exponential_slope(x, scale, alpha); }};
const Textbook gelu{[](Real x) { return product(x, normal_cdf(x)); },
                    [](Real x) { return normal_cdf(x) + product(x, normal_pdf(x)); }};
const Textbook gelu_tanh{[](Real x) { return product(x, gelu_share(x)); }, gelu_tanh_slope};
const Textbook hard_swish{[](Real x) { return product(x, std::clamp<Real>(x + 3, 0, 6) / 6); },
                          [](Real x) { return x < -3  ? Real{0}
                                              : x > 3 ? Real{1}
                                                      : x / 3 + 0.5L; }};
const Textbook identity{[](Real x) { return x; }, [](Real) { return Real{1}; }};
const Textbook leaky_relu{[](Real x) { return x > 0 ? x : 0.01L * x; },
                          [](Real x) { return x > 0 ? Real{1} : 0.01L; }};
const Textbook mish{[](Real x) { return product(x, mish_share(x)); }, mish_slope};
const Textbook relu{[](Real x) { return std::max<Real>(x, 0); },
                    [](Real x) { return x > 0 ? Real{1} : Real{0}; }};
const Textbook sigmoid{logistic, [](Real x) { return logistic(x) * logistic(-x); }};
const Textbook silu{[](Real x) { return product(x, logistic(x)); },
                    [](Real x) { return logistic(x) + product(x, logistic(x) * logistic(-x)); }};
const Textbook softplus{[](Real x) { return x > 20 ? x : log1p_exp(x); },
                        [](Real x) { return x > 20 ? Real{1} : logistic(x); }};
const Textbook tanh{[](Real x) { return std::tanh(x); },
                    [](Real x) { return 4 * logistic(2 * x) * logistic(-2 * x); }};

// -infinity and infinity have logarithms of probabilities, but no weight where the target gives them none.
const TextbookLoss binary_cross_entropy{
    [](Real y, Real t) { return (t == 0 ? 0 : t * log1p_exp(-y)) + (t == 1 ? 0 : (1 - t) * log1p_exp(y)); },
    [](Real y, Real t) { return (1 - t) * logistic(y) - t * logistic(-y); }};
const TextbookLoss huber{[](Real y, Real t) {
                           const Real d = std::abs(y - t);
                           return d <= 1 ? d * d / 2 : d - 0.5L;
                         },
                         [](Real y, Real t) { return std::clamp<Real>(y - t, -1, 1); }};
const TextbookLoss mean_absolute_error{
    [](Real y, Real t) { return std::abs(y - t); },
    [](Real y, Real t) { return std::isnan(y - t) ? y - t : Real((y > t) - (y < t)); }};
const TextbookLoss mean_squared_error{[](Real y, Real t) { return (y - t) * (y - t); },
                                      [](Real y, Real t) { return 2 * (y - t); }};

std::vector<Real> log_softmax(const std::vector<Real>& x) {
  const Real largest = *std::max_element(x.begin(), x.end());
  const auto infinite = std::count(x.begin(), x.end(), infinity);
  Real sum = 0;
  for (const Real v : x) sum += v == largest ? 1 : std::exp(v - largest);
  std::vector<Real> result;
  for (const Real v : x)
    result.push_back(infinite > 1 || largest == -infinity ? std::numeric_limits<Real>::quiet_NaN()
                     : v == largest                       ? -std::log(sum)
                                                          : v - largest - std::log(sum));
  return result;
}

std::vector<Real> softmax(const std::vector<Real>& x) {
  std::vector<Real> result = log_softmax(x);
  for (Real& v : result) v = std::exp(v);
  return result;
}

template <class Scalar>
double error(Scalar got, Real exact, const Allowed& allowed) {
  using Limits = std::numeric_limits<Scalar>;
  if (std::isnan(exact)) return 0;
  if (std::isnan(got)) return std::numeric_limits<double>::infinity();
  if (std::abs(exact) > Real{Limits::max()})
    return std::abs(got) >= Limits::max() && std::signbit(got) == std::signbit(exact) ? 0 : 1e9;
  const Real magnitude = std::max({std::abs(exact), allowed.scale, Real{Limits::min()}});
  const Real ulp = std::ldexp(Real{1}, std::ilogb(magnitude) + 1 - Limits::digits);
  return static_cast<double>(std::abs(got - exact) / (ulp * Real{allowed.ulps} + allowed.tail));
}

template <class Scalar>
std::vector<Scalar> numbers(bool denormal, bool infinite) {
  using Limits = std::numeric_limits<Scalar>;
  std::vector<Scalar> result{0, Limits::max()};
  if (infinite) result.push_back(Limits::infinity());
  const int smallest = Limits::min_exponent - (denormal ? Limits::digits : 1);
  for (int exponent = smallest; exponent < Limits::max_exponent; ++exponent)
    for (const Real factor : {1.0L, 1.371L})
      result.push_back(static_cast<Scalar>(std::ldexp(factor, exponent)));
  const auto positive = result.size();
  for (std::size_t i = 0; i < positive; ++i) result.push_back(-result[i]);
  return result;
}

std::set<std::string> structs_in(const std::string& folder) {
  std::set<std::string> names;
  for (const auto& header : std::filesystem::directory_iterator(folder)) {
    std::ifstream file(header.path());
    const std::string start = "struct ";
    for (std::string line; std::getline(file, line);)
      if (line.starts_with(start))
        names.insert(line.substr(start.size(), line.find(' ', start.size()) - start.size()));
  }
  return names;
}

template double error(float, Real, const Allowed&);
template double error(double, Real, const Allowed&);
template std::vector<float> numbers(bool, bool);
template std::vector<double> numbers(bool, bool);

}  // namespace edges
