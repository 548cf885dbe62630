// A layer of one's own: the forward pass, its two pullbacks, and a proof that they belong together.

#include <iostream>

#include <strata/strata.hpp>
#include <strata/testing/gradient_check.hpp>

using namespace strata;

/// Snake, y = x + sin^2(a x) / a, with a trained frequency a for each feature: learns what is periodic.
///
/// Pullbacks: dy/dx = 1 + sin(2 a x) and dy/da = (x sin(2 a x) - sin^2(a x) / a) / a.
/// Ziyin, Hartwig and Ueda, Neural Networks Fail to Learn Periodic Functions and How to Fix It (2020).
struct Snake {
  template <class InputShape>
  constexpr auto parameters(const InputShape& input) const {
    return Tensors(tensor<"frequency">(Shape<InputShape::static_size>(input.size())));
  }

  void initialize(const auto& context, const auto&) const {
    auto a = get<0>(context.parameters);
    a.setOnes();
  }

  void forward(const auto& x, auto& y, const auto& context) const {
    const auto a = frequencies(x, context);
    y.array() = x.array() + (a * x.array()).sin().square() / a;
  }

  void backward_input(const auto& x, const auto&, const auto& dy, auto& dx, const auto& context) const {
    const auto a = frequencies(x, context);
    dx.array() = dy.array() * (1 + (2 * a * x.array()).sin());
  }

  void backward_parameters(const auto& x, const auto&, const auto& dy, const auto& gradient,
                           const auto& context) const {
    const auto a = frequencies(x, context);
    const auto ax = a * x.array();
    auto da = get<0>(gradient);
    da = (dy.array() * (x.array() * (2 * ax).sin() - ax.sin().square() / a) / a).rowwise().sum();
  }

 private:
  /// The same frequencies beside each sample of x.
  static auto frequencies(const auto& x, const auto& context) {
    return get<0>(context.parameters).array().replicate(1, x.cols());
  }
};

int main() {
  const Eigen::MatrixXd x = Eigen::MatrixXd::Random(3, 17);
  const auto alone = gradient_check(Snake{}, Input<3>{}, x);
  std::cout << "Alone: " << alone << '\n';

  const Sequential<double, Input<3>, Dense<8>, Snake, Dense<1>> net;
  const auto within = gradient_check(net, MeanSquaredError{}, x, x.colwise().norm());
  std::cout << "In a network: " << within << "\n\n" << summary(net);

  return alone && within ? 0 : 1;
}
