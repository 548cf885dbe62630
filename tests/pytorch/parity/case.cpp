#include "case.hpp"

namespace parity {

template <class Scalar>
Numbers<Scalar> Case::given() {
  Numbers<Scalar> numbers;
  numbers.parameters = vectors_.flat(parameters_, name_ + ".net.").cast<Scalar>();
  numbers.state = vectors_.flat(state_, name_ + ".net.").cast<Scalar>();
  numbers.x = vectors_.matrix(name_ + ".x").cast<Scalar>();
  numbers.target = vectors_.matrix(name_ + ".target").cast<Scalar>();
  return numbers;
}

template <class Scalar>
Row Case::compare(const Numbers<Scalar>& numbers) {
  Row row(name_, scalar_name<Scalar>, tolerance<Scalar>);
  row.compare("loss", Matrix<Scalar>::Constant(1, 1, numbers.loss), vectors_.matrix(name_ + ".loss"));
  row.compare("y", numbers.y, vectors_.matrix(name_ + ".y"));
  row.compare("dx", numbers.dx, vectors_.matrix(name_ + ".dx"));
  row.compare("gradient", numbers.gradient, vectors_.flat(parameters_, name_ + ".gradient."));
  row.compare("state", numbers.state, vectors_.flat(state_, name_ + ".state."));
  row.compare("inference", numbers.inference, vectors_.matrix(name_ + ".inference"));
  return row;
}

template Numbers<double> Case::given();
template Numbers<float> Case::given();
template Row Case::compare(const Numbers<double>& numbers);
template Row Case::compare(const Numbers<float>& numbers);

}  // namespace parity
