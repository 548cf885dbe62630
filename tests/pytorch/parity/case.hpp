#pragma once

#include <functional>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include <strata/strata.hpp>

#include "table.hpp"
#include "vectors.hpp"

namespace parity {

/// Any loss, in double and in float: writes its gradient and returns its value.
class AnyLoss {
 public:
  template <class Loss>
  AnyLoss(const Loss& loss) : in_double_(function<double>(loss)), in_float_(function<float>(loss)) {}

  double operator()(const Matrix<double>& y, const Matrix<double>& target, Matrix<double>& dy) const {
    return in_double_(y, target, dy);
  }
  float operator()(const Matrix<float>& y, const Matrix<float>& target, Matrix<float>& dy) const {
    return in_float_(y, target, dy);
  }

 private:
  template <class Scalar>
  using Function = std::function<Scalar(const Matrix<Scalar>&, const Matrix<Scalar>&, Matrix<Scalar>&)>;

  template <class Scalar, class Loss>
  static Function<Scalar> function(const Loss& loss) {
    return [loss](const Matrix<Scalar>& y, const Matrix<Scalar>& target, Matrix<Scalar>& dy) {
      return loss.value_and_gradient(y, target, dy);
    };
  }

  Function<double> in_double_;
  Function<float> in_float_;
};

/// A loss whose target is the number of a class for each sample, as the first row of a matrix.
template <class Loss>
struct OfLabels {
  Loss loss;

  template <class Output, class Target, class Gradient>
  auto value_and_gradient(const Output& output, const Target& target, Gradient& d_output) const {
    return loss.value_and_gradient(output, target.row(0).template cast<int>().eval(), d_output);
  }
};

/// What goes into one training pass and into inference after it, and what comes out.
template <class Scalar>
struct Numbers {
  Matrix<Scalar> parameters, state, x, target;
  Scalar loss;
  Matrix<Scalar> y, dx, gradient, inference;
};

/// Computes what comes out, and the state after the pass, with a network's layers: the network itself leaves
/// the gradient in its input out. All that does not depend on the layers' types is elsewhere, which compiles
/// faster.
template <class Scalar, class Layers, class Shape>
void run(const Layers& layers, const Shape& input, const AnyLoss& loss, Numbers<Scalar>& numbers) {
  const auto scratch_layout = layers.scratch(input, strata::Shape<strata::Dynamic>(numbers.x.cols()));
  const auto parameters = layers.parameters(input);
  auto scratch = unwritten<Scalar>(scratch_layout.size(), 1);
  auto dy_values = unwritten<Scalar>(layers.output_shape(input).size(), numbers.x.cols());
  numbers.y = numbers.inference = dy_values;
  numbers.dx = unwritten<Scalar>(input.size(), numbers.x.cols());
  numbers.gradient = unwritten<Scalar>(parameters.size(), 1);

  strata::Generator generator;
  strata::Packing<Scalar> packing;
  const strata::Context context{input,
                                parameters.view(numbers.parameters.data()),
                                layers.state(input).view(numbers.state.data()),
                                scratch_layout.view(scratch.data()),
                                generator,
                                packing};
  auto x = view(numbers.x), y = view(numbers.y), dx = view(numbers.dx);
  auto inference = view(numbers.inference);
  layers.forward(x, y, context);
  numbers.loss = loss(numbers.y, numbers.target, dy_values);
  const auto dy = view(dy_values);
  layers.backward_parameters(x, y, dy, parameters.view(numbers.gradient.data()), context);
  layers.backward_input(x, y, dy, dx, context);
  layers.predict(x, inference, context);
}

/// A case of the vectors, whose tensors have names that begin with its own.
class Case {
 public:
  using Tensors = std::vector<strata::detail::PlacedTensor>;

  template <class Net>
  Case(Vectors& vectors, std::string name, const Net& net)
      : vectors_(vectors),
        name_(std::move(name)),
        parameters_(strata::detail::placed_tensors(net.layers().parameters(net.input_shape()))),
        state_(strata::detail::placed_tensors(net.layers().state(net.input_shape()))) {}

  /// Compares the network's layers, with PyTorch's weights, in double and in float.
  template <class Net>
  void check(Table& table, const Net& net, const AnyLoss& loss) {
    table.add(checked<double>(net, loss));
    table.add(checked<float>(net, loss));
  }

 private:
  template <class Scalar, class Net>
  Row checked(const Net& net, const AnyLoss& loss) {
    auto numbers = given<Scalar>();
    run(net.layers(), net.input_shape(), loss, numbers);
    return compare(numbers);
  }

  /// What goes in.
  template <class Scalar>
  Numbers<Scalar> given();

  /// By how much that which came out differs.
  template <class Scalar>
  Row compare(const Numbers<Scalar>& numbers);

  Vectors& vectors_;
  std::string name_;
  Tensors parameters_, state_;
};

}  // namespace parity
