#pragma once

#include <limits>
#include <string>
#include <utility>

#include <strata/strata.hpp>

#include "table.hpp"
#include "vectors.hpp"

namespace parity {

/// One pass through a network's layers, with all that they compute: also the gradient in the input, which a
/// network leaves out.
template <class Net>
class Pass {
 public:
  using Scalar = typename Net::Scalar;

  Pass(const Net& net, const Matrix<Scalar>& x)
      : net_(net),
        x_(x),
        y_(unwritten(net.output_shape().size(), x.cols())),
        dx_(unwritten(x.rows(), x.cols())),
        gradient_(unwritten(net.parameter_count(), 1)),
        scratch_(unwritten(scratch_layout().size(), 1)) {}

  /// Returns the loss.
  template <class Loss>
  Scalar train(const Loss& loss, const Matrix<Scalar>& target) {
    Map x = map(x_), y = map(y_), dx = map(dx_);
    net_.layers().forward(x, y, context());
    Matrix<Scalar> d_output = unwritten(y.rows(), y.cols());
    const Scalar value = loss.value_and_gradient(y_, target, d_output);
    Map dy = map(d_output);
    const auto gradient = net_.layers().parameters(net_.input_shape()).view(gradient_.data());
    net_.layers().backward_parameters(x, y, dy, gradient, context());
    net_.layers().backward_input(x, y, dy, dx, context());
    return value;
  }

  void predict() {
    Map x = map(x_), y = map(y_);
    net_.layers().predict(x, y, context());
  }

  const Net& net() const { return net_; }
  const Matrix<Scalar>& y() const { return y_; }
  const Matrix<Scalar>& dx() const { return dx_; }
  const Matrix<Scalar>& gradient() const { return gradient_; }

 private:
  using Map = Eigen::Map<Matrix<Scalar>>;

  static Map map(Matrix<Scalar>& matrix) { return Map(matrix.data(), matrix.rows(), matrix.cols()); }

  /// An element that a layer leaves out stays NaN.
  static Matrix<Scalar> unwritten(strata::Index rows, strata::Index columns) {
    return Matrix<Scalar>::Constant(rows, columns, std::numeric_limits<Scalar>::quiet_NaN());
  }

  auto scratch_layout() const {
    return net_.layers().scratch(net_.input_shape(), strata::Shape<strata::Dynamic>(x_.cols()));
  }

  auto context() {
    const auto input = net_.input_shape();
    return strata::Context{input,
                           net_.layers().parameters(input).view(net_.parameters().data()),
                           net_.layers().state(input).view(net_.state().data()),
                           scratch_layout().view(scratch_.data()),
                           generator_,
                           packing_};
  }

  Net net_;
  Matrix<Scalar> x_, y_, dx_, gradient_, scratch_;
  strata::Generator generator_;
  strata::Packing<Scalar> packing_;
};

/// Compares one training pass of a network, the state that it leaves, and inference after it.
template <class Net, class Loss>
Row compare(Vectors& vectors, const std::string& name, const Net& net, const Loss& loss) {
  using Scalar = typename Net::Scalar;
  const auto at = [&](const char* part) { return vectors.matrix(name + "." + part); };
  Row row(name, scalar_name<Scalar>, tolerance<Scalar>);
  Pass<Net> pass(net, at("x").template cast<Scalar>());
  const Scalar value = pass.train(loss, at("target").template cast<Scalar>());
  row.compare("loss", Matrix<Scalar>::Constant(1, 1, value), at("loss"));
  row.compare("y", pass.y(), at("y"));
  row.compare("dx", pass.dx(), at("dx"));
  const auto input = net.input_shape();
  row.compare("gradient", pass.gradient(), vectors.flat(net.layers().parameters(input), name + ".gradient."));
  row.compare("state", pass.net().state(), vectors.flat(net.layers().state(input), name + ".state."));
  pass.predict();
  row.compare("inference", pass.y(), at("inference"));
  return row;
}

/// The same in double and in float.
template <class Net, class Loss>
void compare_both(Vectors& vectors, Table& table, const std::string& name, const Net& net, const Loss& loss) {
  table.add(compare(vectors, name, net, loss));
  table.add(compare(vectors, name, net.template cast<float>(), loss));
}

/// A network whose weights and state are those of PyTorch's at the beginning of a case.
template <class InputType, class... Layers>
auto network(Vectors& vectors, const std::string& name, const InputType& input, const Layers&... layers) {
  auto net = strata::make_sequential<double>(input, layers...);
  net.parameters() = vectors.flat(net.layers().parameters(net.input_shape()), name + ".net.");
  net.state() = vectors.flat(net.layers().state(net.input_shape()), name + ".net.");
  return net;
}

/// A loss whose target is the number of a class for each sample, as the first row of a matrix.
template <class Loss>
struct OfLabels {
  Loss loss;

  template <class Output, class Target, class Gradient>
  auto value_and_gradient(const Output& output, const Target& target, Gradient& d_output) const {
    return loss.value_and_gradient(output, target.row(0).template cast<int>().eval(), d_output);
  }
};

template <class Loss>
OfLabels(Loss) -> OfLabels<Loss>;

}  // namespace parity
