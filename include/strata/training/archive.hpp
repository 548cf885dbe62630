#pragma once

#include <Eigen/Core>
#include <concepts>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <strata/core/error.hpp>
#include <strata/core/type_name.hpp>
#include <strata/data/bytes.hpp>
#include <strata/network/tensor_names.hpp>
#include <strata/training/snapshot.hpp>

namespace strata {

/// Writes values to a snapshot, or reads them back: `archive("velocity", velocity)` does either, so that one
/// list of names serves both ways.
///
/// A value is a number, a text, a generator, a vector of numbers, an Eigen vector or matrix that keeps its
/// size (an empty vector takes the one that it had), or a struct with a member `visit(archive)` that names
/// its members so. Reading throws `std::runtime_error` where the snapshot holds something else.
class Archive {
 public:
  enum class Direction { write, read };

  Archive(Snapshot& snapshot, Direction direction)
      : snapshot_(snapshot), reads_(direction == Direction::read) {}

  bool reads() const { return reads_; }

  template <class T>
  void operator()(const std::string& name, T& value) {
    if constexpr (requires { detail::from_text("", value); }) {
      text(scope_ + name, value);
    } else if constexpr (std::is_base_of_v<Eigen::PlainObjectBase<T>, T>) {
      if constexpr (T::IsVectorAtCompileTime && T::SizeAtCompileTime == Dynamic)
        if (reads_ && value.size() == 0) value.resize(stored_size(scope_ + name));
      const Index columns = value.cols();
      std::vector<Index> shape{value.rows()};
      if (!T::IsVectorAtCompileTime) shape.push_back(columns);
      array(
          scope_ + name, shape,
          value.size(), [&](Index i) -> auto& { return value(i / columns, i % columns); });
    } else {
      const std::string outer = std::exchange(scope_, scope_ + name + ".");
      members(value);
      scope_ = outer;
    }
  }

  /// The members of a struct, without a name of its own. Throws `std::invalid_argument` where it does not
  /// name them.
  template <class T>
  void members(T& value) {
    if constexpr (requires { value.visit(*this); })
      value.visit(*this);
    else
      detail::throw_mismatch("checkpoint", "a state that names its members",
                             std::string(type_name<T>()) + " for " + scope_,
                             "give it void visit(auto& archive) { archive(\"name\", name); ... }");
  }

  /// The parameters and the state of a network, as `save` writes them with the prefix `name.`.
  template <class Net>
  void network(const std::string& name, Net& net) {
    detail::for_each_tensor(net, [&](const detail::PlacedTensor& tensor, auto& vector) {
      array(
          name + "." + tensor.name, tensor.shape,
          tensor.size(), [&](Index i) -> auto& { return vector(tensor.position(i)); });
    });
  }

  /// What must be the same in the program that goes on. Throws `std::runtime_error` where it is not.
  template <class T>
  void same(const std::string& name, const T& value) {
    if (!reads_) {
      snapshot_.texts[name] = detail::to_text(value);
    } else if (const std::string stored = take(snapshot_.texts, name); stored != detail::to_text(value)) {
      refuse(name, detail::shown(stored) + ", as training began",
             detail::to_text(value) + "; go on with the old one, or begin anew without the file");
    }
  }

  /// Throws `std::runtime_error` where reading has left something.
  void finish() const {
    if (!snapshot_.arrays.empty())
      refuse("arrays", "no more", detail::shown(snapshot_.arrays.begin()->first));
    if (!snapshot_.texts.empty()) refuse("texts", "no more", detail::shown(snapshot_.texts.begin()->first));
  }

  /// Throws `std::runtime_error`: what was read cannot be meant.
  [[noreturn]] void refuse(const std::string& name, const std::string& expected,
                           const std::string& got) const {
    detail::throw_bad_file(snapshot_.file, name, expected, got);
  }

 private:
  template <class T>
  void text(const std::string& name, T& value) {
    if (!reads_)
      snapshot_.texts[name] = detail::to_text(value);
    else if (const std::string stored = take(snapshot_.texts, name); !detail::from_text(stored, value))
      refuse(name, "a value as it was written", detail::shown(stored));
  }

  template <class Element>
  void array(const std::string& name, const std::vector<Index>& shape, Index size, Element&& element) {
    using Scalar = std::remove_cvref_t<decltype(element(Index{}))>;
    if (sizeof(Scalar) > sizeof(double))
      detail::throw_mismatch("checkpoint", "numbers of float or double", "long double",
                             "train net.cast<double>()");
    Snapshot::Array array{shape, {}, std::same_as<Scalar, float>};
    if (!reads_) {
      for (Index i = 0; i < size; ++i) array.numbers.push_back(static_cast<double>(element(i)));
      snapshot_.arrays[name] = std::move(array);
      return;
    }
    const Snapshot::Array stored = take(snapshot_.arrays, name);
    if (stored.shape != shape || stored.is_single != array.is_single)
      refuse(detail::shown(name), description(array), description(stored));
    for (Index i = 0; i < size; ++i)
      element(i) = static_cast<Scalar>(stored.numbers[static_cast<std::size_t>(i)]);
  }

  Index stored_size(const std::string& name) const {
    const auto found = snapshot_.arrays.find(name);
    return found == snapshot_.arrays.end() ? 0 : static_cast<Index>(found->second.numbers.size());
  }

  static std::string description(const Snapshot::Array& array) {
    std::string text = array.is_single ? "float" : "double";
    for (const Index extent : array.shape) text += " x " + std::to_string(extent);
    return text;
  }

  template <class Map>
  typename Map::mapped_type take(Map& map, const std::string& name) {
    auto node = map.extract(name);
    if (node.empty()) refuse(detail::shown(name), "a value", "none; another kind of training wrote the file");
    return std::move(node.mapped());
  }

  Snapshot& snapshot_;
  bool reads_;
  std::string scope_;
};

}  // namespace strata
