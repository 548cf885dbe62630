#pragma once

#include <Eigen/Core>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <limits>
#include <ostream>
#include <string>
#include <type_traits>
#include <utility>

#include <strata/core/layer.hpp>
#include <strata/core/loss.hpp>
#include <strata/core/text.hpp>
#include <strata/initializers/fill.hpp>
#include <strata/initializers/glorot.hpp>
#include <strata/network/input.hpp>
#include <strata/network/sequential.hpp>
#include <strata/testing/element_name.hpp>

namespace strata {

/// How `gradient_check` compares: |analytic - numeric| <= absolute + relative |numeric|.
struct GradientCheckOptions {
  double step = 1e-6;
  double absolute = 1e-8;
  double relative = 1e-6;
  std::uint64_t seed = default_seed;
};

/// What `gradient_check` found: true where every element agrees; streams as one sentence.
struct GradientCheck {
  std::string where = "nothing";  ///< The element that differs most, such as `0.weight(1, 2)`.
  double analytic = 0;            ///< What the code under test says there.
  double numeric = 0;             ///< The central difference there.
  double excess = 0;              ///< Their difference over what is allowed; it passes up to 1.
  Index compared = 0;             ///< The number of elements compared.

  explicit operator bool() const { return compared > 0 && excess <= 1; }

  friend std::ostream& operator<<(std::ostream& out, const GradientCheck& check) {
    return out << (check ? "gradients agree in " : "gradients differ: of ") +
                      detail::to_text(check.compared) + (check ? " elements; " : " elements ") + check.where +
                      " differs most: analytic " + detail::to_digits(check.analytic) + ", numeric " +
                      detail::to_digits(check.numeric) + ", " + detail::to_digits(check.excess) +
                      " times what is allowed";
  }
};

namespace detail {

/// Compares `analytic` with central differences of `f()` in each element of `values`.
template <class F, class Values, class Analytic, class NameOf>
void compare_gradient(GradientCheck& result, const GradientCheckOptions& options, F&& f, Values&& values,
                      const Analytic& analytic, NameOf&& name_of) {
  for (Index i = 0; i < values.size(); ++i) {
    double& value = values.data()[i];
    const double at = value;
    value = at + options.step;
    const double above = f();
    value = at - options.step;
    const double below = f();
    value = at;
    const double numeric = (above - below) / (2 * options.step);
    const double difference = std::abs(analytic.data()[i] - numeric);
    const double ratio = difference / (options.absolute + options.relative * std::abs(numeric));
    const double excess = std::isnan(ratio) ? std::numeric_limits<double>::infinity() : ratio;
    if (excess >= result.excess || result.compared == 0) {
      result.where = name_of(i);
      result.analytic = analytic.data()[i];
      result.numeric = numeric;
      result.excess = excess;
    }
    ++result.compared;
  }
}

/// Numbers from [-1, 1), for what a check may choose.
inline Eigen::VectorXd random_vector(Index size, Generator& generator) {
  Eigen::VectorXd vector(size);
  fill_uniform(vector, 1, generator);
  return vector;
}

/// What a pass must overwrite: an element that it leaves out stays NaN and fails.
inline Eigen::VectorXd unwritten(Index size) {
  return Eigen::VectorXd::Constant(size, std::numeric_limits<double>::quiet_NaN());
}

/// An expression such as `Random()` would be another matrix at each evaluation.
template <class Target>
auto evaluated(const Target& target) {
  if constexpr (requires { target.eval(); })
    return target.eval();
  else
    return target;
}

}  // namespace detail

/// Checks a layer's two pullbacks on the batch `x` (features x samples), of fixed or run-time size, against
/// central differences of sum(r y) with random r. Parameters are drawn by the layer and shaken a little.
///
/// Choose `x` away from kinks, such as 0 for ReLU.
template <class L, Index... Extents, class X>
GradientCheck gradient_check(const L& layer, const Input<Extents...>& input, const Eigen::MatrixBase<X>& x,
                             const GradientCheckOptions& options = {}) {
  const auto in = input.shape();
  detail::check_input<L, double, Shape<Extents...>::static_size, X::ColsAtCompileTime>(x.derived(),
                                                                                       in.size());
  const auto out = output_shape_of(layer, in);
  const Shape<X::ColsAtCompileTime> batch(x.cols());
  const auto inputs =
      tensor<"input">(Shape<decltype(in)::static_size, X::ColsAtCompileTime>(in.size(), x.cols()));
  const auto outputs =
      tensor<"output">(Shape<decltype(out)::static_size, X::ColsAtCompileTime>(out.size(), x.cols()));
  const auto parameter_layout = parameters_of(layer, in);
  const auto state_layout = state_of(layer, in);
  const auto scratch_layout = scratch_of(layer, in, batch);

  Generator generator(options.seed);
  Packing<double> packing;
  Eigen::VectorXd parameters = Eigen::VectorXd::Zero(parameter_layout.size());
  Eigen::VectorXd state = Eigen::VectorXd::Zero(state_layout.size());
  if constexpr (!has_no_memory<L, std::remove_const_t<decltype(in)>>)
    layer.initialize(Context{in, parameter_layout.view(parameters.data()), state_layout.view(state.data()),
                             Tensors<>{}.view(parameters.data()), generator, packing},
                     GlorotUniform{});
  parameters += 0.1 * detail::random_vector(parameters.size(), generator);

  Eigen::VectorXd x_values = Eigen::Map<const Eigen::VectorXd>(x.derived().eval().data(), x.size());
  const Eigen::VectorXd dy_values = detail::random_vector(outputs.size(), generator);
  Eigen::VectorXd y_values = detail::unwritten(outputs.size()), dx_values = detail::unwritten(inputs.size());
  Eigen::VectorXd gradient = detail::unwritten(parameters.size());
  Eigen::VectorXd scratch = detail::unwritten(scratch_layout.size()), used_state = state;

  const auto x_view = inputs.view(std::as_const(x_values).data());
  auto y_view = outputs.view(y_values.data());
  const auto dy_view = outputs.view(dy_values.data());
  const auto context = Context{in,
                               parameter_layout.view(std::as_const(parameters).data()),
                               state_layout.view(used_state.data()),
                               scratch_layout.view(scratch.data()),
                               generator,
                               packing};
  const auto objective = [&] {
    generator.seed(options.seed);
    used_state = state;
    layer.forward(x_view, y_view, context);
    return y_view.cwiseProduct(dy_view).sum();
  };

  objective();
  if constexpr (requires {
                  layer.backward_parameters(x_view, y_view, dy_view, parameter_layout.view(gradient.data()),
                                            context);
                })
    layer.backward_parameters(x_view, y_view, dy_view, parameter_layout.view(gradient.data()), context);
  auto dx_view = inputs.view(dx_values.data());
  layer.backward_input(x_view, y_view, dy_view, dx_view, context);

  GradientCheck result;
  detail::compare_gradient(result, options, objective, x_values, dx_values,
                           [&](Index i) { return element_name(inputs, i); });
  detail::compare_gradient(result, options, objective, parameters, gradient,
                           [&](Index i) { return element_name(parameter_layout, i); });
  return result;
}

/// Checks `loss.gradient` and, where there is one, `loss.value_and_gradient`, in each element of `output`.
template <class L, class Output, class Target>
GradientCheck gradient_check(const L& loss, const Eigen::MatrixBase<Output>& output, const Target& target,
                             const GradientCheckOptions& options = {}) {
  static_assert(std::same_as<typename Output::Scalar, double>, "strata: gradient_check computes in double");
  const auto name = [&](Index i) {
    return "output(" + std::to_string(i % output.rows()) + ", " + std::to_string(i / output.rows()) + ")";
  };
  typename Output::PlainObject y = output, dy = y;
  const auto t = detail::evaluated(target);
  const auto objective = [&] { return static_cast<double>(loss.value(y, t)); };
  GradientCheck result;
  detail::compare_gradient(result, options, objective, y, loss.gradient(y, t).eval(), name);
  const double value = value_and_gradient(loss, y, t, dy);
  detail::compare_gradient(result, options, objective, y, dy, name);
  if (!(std::abs(value - objective()) <= options.absolute)) {
    result.where = "the value that value_and_gradient returns";
    result.excess = std::numeric_limits<double>::infinity();
  }
  return result;
}

/// Checks the gradient in every parameter of a network, for a loss, a batch and its target. A network in
/// another scalar type is checked as its copy in double.
template <class Scalar, class InputType, class... Layers, class L, class X, class Target>
GradientCheck gradient_check(const Sequential<Scalar, InputType, Layers...>& net, const L& loss,
                             const Eigen::MatrixBase<X>& x, const Target& target,
                             const GradientCheckOptions& options = {}) {
  auto copy = net.template cast<double>();
  const auto inputs = x.template cast<double>().eval();
  const auto t = detail::evaluated(target);
  const auto state = copy.state();
  Workspace<decltype(copy), X::ColsAtCompileTime> pass;
  const auto objective = [&] {
    Generator generator(options.seed);
    copy.state() = state;
    copy.forward(inputs, pass, generator);
    return static_cast<double>(loss.value(pass.output(), t));
  };
  objective();
  copy.backward(pass, loss, t);
  const auto analytic = pass.gradient();
  GradientCheck result;
  detail::compare_gradient(result, options, objective, copy.parameters(), analytic, [&](Index i) {
    return element_name(copy.layers().parameters(copy.input_shape()), i);
  });
  return result;
}

}  // namespace strata
