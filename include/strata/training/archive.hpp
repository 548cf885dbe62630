#pragma once

#include <Eigen/Core>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include <strata/core/error.hpp>
#include <strata/core/random.hpp>
#include <strata/core/type_name.hpp>
#include <strata/network/tensor_names.hpp>

namespace strata {

/// Writes values, or reads them back: `archive("velocity", velocity)` does either, so that one list of names
/// serves both ways.
///
/// A value is a number, a generator, a `std::vector<double>`, an Eigen vector or matrix that keeps its size
/// (an empty vector takes the one that it had), or a struct with a member `visit(archive)` that names its
/// members so. Reading throws `std::runtime_error` where something else is kept. How values are kept is
/// another class's: a program without checkpoints does not compile it.
class Archive {
 public:
  explicit Archive(bool reads) : reads_(reads) {}
  Archive(const Archive&) = delete;
  Archive& operator=(const Archive&) = delete;
  virtual ~Archive() = default;

  /// Whether values are read back.
  bool reads() const { return reads_; }

  /// Writes `value` under this name, or reads it back.
  template <class T>
  void operator()(std::string_view name, T& value) {
    if constexpr (std::is_constructible_v<Value, T*>)
      keep_in_scope(name, &value);
    else if constexpr (std::is_arithmetic_v<T>)
      number(name, value);
    else if constexpr (std::is_base_of_v<Eigen::PlainObjectBase<T>, T>)
      matrix(full(name), value);
    else
      scoped(name, value);
  }

  /// The members of a struct, without a name of its own. Throws `std::invalid_argument` where it does not
  /// name them.
  template <class T>
  void members(T& value) {
    if constexpr (requires { value.visit(*this); })
      value.visit(*this);
    else
      detail::throw_mismatch("checkpoint", "a state that names its members",
                             {type_name<T>(), " for ", scope_},
                             "give it void visit(auto& archive) { archive(\"name\", name); ... }");
  }

  /// The parameters and the state of a network, as `save` writes them with the prefix `name.`.
  template <class Net>
  [[gnu::cold]] void network(std::string_view name, Net& net) {
    detail::for_each_tensor(net, [&](const detail::PlacedTensor& tensor, auto& vector) {
      array({full(name).append(".").append(tensor.name), tensor.shape, tensor.offset}, vector.data());
    });
  }

  /// What must be the same in the program that goes on. Throws `std::runtime_error` where it is not.
  virtual void same(std::string_view name, std::string_view value) = 0;

  /// What a setting can be.
  using Setting = std::variant<bool, double, std::optional<double>, std::string_view,
                               const std::vector<double>*, const std::vector<std::string>*>;

  /// The same for a setting, as `group.name`; a file of before it was kept is not compared.
  virtual void same_setting(std::string_view group, std::string_view name, const Setting& value) = 0;

  /// The same for a whole number.
  void same_number(std::string_view name, std::uint64_t value) { same(name, detail::to_text(value)); }

  /// Throws `std::runtime_error`: what was read cannot be meant.
  [[noreturn]] virtual void refuse(std::string_view name, std::string_view expected,
                                   std::string_view got) const = 0;

 protected:
  using Value = std::variant<bool*, Index*, double*, std::vector<double>*, Generator*>;
  using Numbers = std::variant<float*, double*>;

 private:
  virtual void keep(const std::string& name, Value value) = 0;
  virtual void keep(const detail::PlacedTensor& tensor, Numbers numbers) = 0;
  virtual Index stored_size(const std::string& name) const = 0;

  // A program calls these often and uses them rarely: inlined, they would be most of its checkpoints' code.
  [[gnu::cold, gnu::noinline]] std::string full(std::string_view name) const {
    return std::string(scope_).append(name);
  }
  [[gnu::noinline]] void keep_in_scope(std::string_view name, Value value) { keep(full(name), value); }

  template <class T>
  void number(std::string_view name, T& value) {
    using Wide = std::conditional_t<std::is_integral_v<T>, Index, double>;
    if (sizeof(T) > sizeof(Wide)) refuse_scalar(std::is_integral_v<T>);
    auto wide = static_cast<Wide>(value);
    keep_in_scope(name, &wide);
    if (!reads_) return;
    value = static_cast<T>(wide);
    if (static_cast<Wide>(value) != wide && wide == wide)
      refuse(full(name), "a value as it was written", detail::to_text(wide));
  }

  template <class T>
  [[gnu::cold]] void matrix(const std::string& name, T& value) {
    static_assert(T::IsVectorAtCompileTime || !T::IsRowMajor, "strata: an archive takes matrices by columns");
    if constexpr (!T::IsVectorAtCompileTime) {
      array({name, {value.rows(), value.cols()}, 0}, value.data());
    } else {
      if (T::SizeAtCompileTime == Dynamic && reads_ && value.size() == 0) value.resize(stored_size(name));
      array({name, {value.size()}, 0}, value.data());
    }
  }

  template <class Scalar>
  void array(const detail::PlacedTensor& tensor, Scalar* numbers) {
    if constexpr (std::is_constructible_v<Numbers, Scalar*>)
      keep(tensor, numbers);
    else
      refuse_scalar(std::is_integral_v<Scalar>);
  }

  [[noreturn]] static void refuse_scalar(bool is_whole) {
    detail::throw_mismatch("checkpoint", "numbers of float or double",
                           is_whole ? "whole numbers" : "long double", "train net.cast<double>()");
  }

  template <class T>
  [[gnu::cold]] void scoped(std::string_view name, T& value) {
    const std::size_t outer = scope_.size();
    scope_.append(name).push_back('.');
    members(value);
    scope_.resize(outer);
  }

  bool reads_;
  std::string scope_;
};

}  // namespace strata
