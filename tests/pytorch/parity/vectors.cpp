#include "vectors.hpp"

#include <algorithm>
#include <stdexcept>

#include <strata/io/float_formats.hpp>

namespace parity {

using strata::Index;

Vectors::Vectors(const std::string& path) : path_(path), in_(path, std::ios::binary), reader_(in_, path) {}

Eigen::MatrixXd Vectors::matrix(const std::string& name) {
  const auto& tensor = find(name);
  const auto& shape = tensor.shape;
  const auto samples = shape.size() == 2 ? static_cast<Index>(shape[0]) : Index{1};
  const Eigen::VectorXd all = numbers(tensor);
  return Eigen::Map<const Eigen::MatrixXd>(all.data(), all.size() / samples, samples);
}

Eigen::VectorXd Vectors::flat(const std::vector<strata::detail::PlacedTensor>& tensors,
                              const std::string& prefix) {
  Index size = 0;
  for (const auto& tensor : tensors) size += tensor.size();
  Eigen::VectorXd vector(size);
  for (const auto& tensor : tensors) {
    const auto& stored = find(prefix + tensor.name);
    if (!std::equal(stored.shape.begin(), stored.shape.end(), tensor.shape.begin(), tensor.shape.end(),
                    [](auto a, auto b) { return static_cast<Index>(a) == b; }))
      throw std::runtime_error(prefix + tensor.name + " has another shape in PyTorch");
    const Eigen::VectorXd all = numbers(stored);
    for (Index i = 0; i < all.size(); ++i) vector(tensor.position(i)) = all(i);
  }
  return vector;
}

void Vectors::leave_out(const std::string& prefix) {
  for (const auto& [name, tensor] : reader_.header().tensors)
    if (name.starts_with(prefix)) read_.insert(name);
}

std::string Vectors::unread() const {
  for (const auto& [name, tensor] : reader_.header().tensors)
    if (!read_.contains(name)) return name;
  return "";
}

const strata::detail::StoredTensor& Vectors::find(const std::string& name) {
  const auto& tensors = reader_.header().tensors;
  const auto found = tensors.find(name);
  if (found == tensors.end()) throw std::runtime_error(path_ + " has no " + name);
  read_.insert(name);
  return found->second;
}

Eigen::VectorXd Vectors::numbers(const strata::detail::StoredTensor& tensor) {
  const auto* format = strata::detail::find_float_format(tensor.dtype);
  if (!format) throw std::runtime_error(path_ + " has numbers of type " + tensor.dtype);
  const std::string bytes = reader_.bytes(tensor);
  return Eigen::VectorXd::NullaryExpr(static_cast<Index>(bytes.size() / format->bytes), [&](Index i) {
    return format->decode(bytes.data() + static_cast<std::size_t>(i) * format->bytes);
  });
}

}  // namespace parity
