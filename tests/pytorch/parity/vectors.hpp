#pragma once

#include <Eigen/Core>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include <strata/io/safetensors_reader.hpp>
#include <strata/network/tensor_names.hpp>

namespace parity {

template <class Scalar>
using Matrix = Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic>;

/// The numbers that PyTorch computed, by name, and which of them have been asked for.
class Vectors {
 public:
  explicit Vectors(const std::string& path);

  const std::string& path() const { return path_; }

  /// A tensor of samples x features as strata lays it out, features x samples; a vector is one column.
  Eigen::MatrixXd matrix(const std::string& name);

  /// The tensors of a layout, from names that begin with `prefix`, as the flat vector of a network.
  template <class Layout>
  Eigen::VectorXd flat(const Layout& layout, const std::string& prefix) {
    return flat(strata::detail::placed_tensors(layout), prefix);
  }

  /// Names that begin with `prefix` are compared elsewhere.
  void leave_out(const std::string& prefix);

  /// The first tensor that nobody asked for; empty where there is none.
  std::string unread() const;

 private:
  Eigen::VectorXd flat(const std::vector<strata::detail::PlacedTensor>& tensors, const std::string& prefix);
  const strata::detail::StoredTensor& find(const std::string& name);
  Eigen::VectorXd numbers(const strata::detail::StoredTensor& tensor);

  std::string path_;
  std::ifstream in_;
  strata::detail::SafetensorsReader reader_;
  std::set<std::string> read_;
};

}  // namespace parity
