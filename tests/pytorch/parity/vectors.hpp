#pragma once

#include <Eigen/Core>
#include <fstream>
#include <limits>
#include <set>
#include <string>
#include <vector>

#include <strata/io/safetensors_reader.hpp>
#include <strata/network/tensor_names.hpp>

namespace parity {

template <class Scalar>
using Matrix = Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic>;

/// How a layer sees a matrix.
template <class Scalar>
using View = Eigen::Map<Matrix<Scalar>>;

template <class Scalar>
View<Scalar> view(Matrix<Scalar>& matrix) {
  return View<Scalar>(matrix.data(), matrix.rows(), matrix.cols());
}

/// An element that a pass leaves out stays NaN, which no comparison forgives.
template <class Scalar>
Matrix<Scalar> unwritten(strata::Index rows, strata::Index columns) {
  return Matrix<Scalar>::Constant(rows, columns, std::numeric_limits<Scalar>::quiet_NaN());
}

/// The numbers that PyTorch computed, by name, and which of them have been asked for.
class Vectors {
 public:
  explicit Vectors(const std::string& path);

  const std::string& path() const { return path_; }

  /// A tensor of samples x features as strata lays it out, features x samples; a vector is one column.
  Eigen::MatrixXd matrix(const std::string& name);

  /// Tensors whose names begin with `prefix` as the flat vector of a network.
  Eigen::VectorXd flat(const std::vector<strata::detail::PlacedTensor>& tensors, const std::string& prefix);

  /// Tensors whose names begin with `prefix` are read by others.
  void leave_out(const std::string& prefix);

  /// The first tensor that nobody asked for; empty where there is none.
  std::string unread() const;

 private:
  const strata::detail::StoredTensor& find(const std::string& name);
  Eigen::VectorXd numbers(const strata::detail::StoredTensor& tensor);

  std::string path_;
  std::ifstream in_;
  strata::detail::SafetensorsReader reader_;
  std::set<std::string> read_;
};

}  // namespace parity
