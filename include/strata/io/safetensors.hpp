#pragma once

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <fstream>
#include <istream>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <strata/core/error.hpp>
#include <strata/core/text.hpp>
#include <strata/data/read_file.hpp>
#include <strata/io/atomic_file.hpp>
#include <strata/io/float_formats.hpp>
#include <strata/io/rename.hpp>
#include <strata/io/safetensors_reader.hpp>
#include <strata/io/safetensors_writer.hpp>
#include <strata/io/self_test.hpp>
#include <strata/io/tensor_match.hpp>
#include <strata/network/sequential.hpp>
#include <strata/network/tensor_names.hpp>

namespace strata {

/// How `save` writes a network: `save(net, path, {.self_test = x})`.
template <class Scalar>
struct SaveOptions {
  /// Begins the name of every tensor, as in `encoder.0.weight`.
  std::string prefix{};
  /// Makes other names, to which the prefix is then added.
  Rename rename = nullptr;
  /// An input, features x samples, that is stored with what the network predicts for it.
  std::optional<Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic>> self_test = std::nullopt;
};

/// How `load` reads a network: `load(net, path, {.prefix = "encoder."})`.
struct LoadOptions {
  /// Begins the names of the network's tensors; tensors that begin otherwise belong to others.
  std::string prefix{};
  /// Makes other names, to which the prefix is then added.
  Rename rename = nullptr;
  /// Names in the file, with `*` for any characters, of tensors that the network need not have: `{"pos_ids",
  /// "head.*"}`.
  std::vector<std::string> ignore = {};
  /// Allows numbers to be rounded to the network's scalar: F64 to `float`.
  bool allow_narrowing = false;
};

namespace detail {

template <class Options>
std::string name_in_file(const std::string& name, const Options& options) {
  return options.prefix + options.rename(name);
}

/// Throws `std::invalid_argument` where a list of new names begins with a name that no tensor has.
template <class Net>
void check_rename(const Net& net, const Rename& rename) {
  std::vector<std::string> names;
  for_each_tensor(net, [&](const PlacedTensor& tensor, const auto&) { names.push_back(tensor.name); });
  if (const std::string* name = rename.unused(names))
    throw_mismatch(
        "safetensors",
        "the network's names in .rename" + (names.empty() ? "" : ", such as " + quoted_name(names[0])),
        quoted_name(*name), "each pair is the name here and the name in the file");
}

/// The metadata that holds a network's self-test.
inline std::string self_test_key(const std::string& prefix) { return prefix + "strata.self_test"; }

/// Turns the bytes of one tensor into a network's numbers. Throws `std::runtime_error` where a finite number
/// becomes infinite.
template <class Vector>
void decode(const PlacedTensor& tensor, const FloatFormat& format, const std::string& bytes, Vector& vector,
            std::string_view file) {
  using Scalar = typename Vector::Scalar;
  for (Index i = 0; i < tensor.size(); ++i) {
    const double number = format.decode(bytes.data() + static_cast<std::size_t>(i) * format.bytes);
    const auto rounded = static_cast<Scalar>(number);
    if (std::isfinite(number) && !std::isfinite(rounded))
      throw_bad_file(file, "tensor " + quoted_name(tensor.name) + ", element " + std::to_string(i),
                     "a number that the network's scalar can hold", to_text(number));
    vector(tensor.position(i)) = rounded;
  }
}

/// `load` from any stream; `file` is what messages call it.
template <class Net>
void load_from(Net& net, std::istream& in, const std::string& file, const LoadOptions& options) {
  using Scalar = typename Net::Scalar;
  check_rename(net, options.rename);
  SafetensorsReader reader(in, file);
  TensorMatch<Scalar> match(reader.header(), file);
  for_each_tensor(net, [&](const PlacedTensor& tensor, const auto&) {
    match.expect(name_in_file(tensor.name, options), tensor.shape, options.allow_narrowing);
  });
  match.finish(options.prefix, options.ignore);

  Net loaded = net;
  auto epsilon = static_cast<double>(std::numeric_limits<Scalar>::epsilon());
  for_each_tensor(loaded, [&](const PlacedTensor& tensor, auto& vector) {
    const StoredTensor& stored = reader.header().tensors.find(name_in_file(tensor.name, options))->second;
    const FloatFormat& format = *find_float_format(stored.dtype);
    epsilon = std::max(epsilon, format.epsilon);
    decode(tensor, format, reader.bytes(stored), vector, file);
  });
  const auto test = reader.header().metadata.find(self_test_key(options.prefix));
  if (test != reader.header().metadata.end()) run_self_test(loaded, test->second, epsilon, file);
  net.parameters() = loaded.parameters();
  net.state() = loaded.state();
}

/// The file that `save` writes.
template <class Net, class Options>
std::string safetensors_of(const Net& net, const Options& options) {
  using Scalar = typename Net::Scalar;
  check_rename(net, options.rename);
  SafetensorsWriter file;
  for_each_tensor(net, [&](const PlacedTensor& tensor, const auto& vector) {
    file.add(name_in_file(tensor.name, options), tensor.shape, tensor.size(),
             [&](Index i) -> Scalar { return vector(tensor.position(i)); });
  });
  if (options.self_test)
    file.add_metadata(self_test_key(options.prefix), self_test_text(net, *options.self_test));
  return file.bytes();
}

}  // namespace detail

/// Writes the parameters and the state of a network to a safetensors file, with the names, shapes and order
/// of elements of `torch.nn.Sequential(...).state_dict()`, as F32 or F64; `net.cast<float>()` saves a
/// `double` network as F32. The file is replaced in one step: a save that fails leaves the old one whole.
///
/// A self-test is kept in the metadata (`strata.self_test`: JSON with `input` and `output`, arrays of
/// samples), which other programs ignore. Throws `std::runtime_error` where the file cannot be written,
/// `std::invalid_argument` where names repeat or the self-test does not fit.
/// Format: https://huggingface.co/docs/safetensors/index
template <class Scalar, class InputType, class... Layers>
void save(const Sequential<Scalar, InputType, Layers...>& net, const std::string& path,
          const SaveOptions<Scalar>& options = {}) {
  static_assert(std::same_as<Scalar, float> || std::same_as<Scalar, double>,
                "strata: safetensors has no long double: save(net.cast<double>(), path)");
  detail::write_atomically(path, detail::safetensors_of(net, options));
}

/// Reads the parameters and the state of a network from a safetensors file, such as one with the `state_dict`
/// of the same layers in PyTorch: F64, F32, F16 and BF16; integers of rank 0 are ignored. Two tensors of the
/// network may read one of the file, where `.rename` gives them its name (tied weights).
///
/// Where the file holds a self-test, the network must predict its output: no element may differ by more than
/// sqrt(epsilon) times the largest one, for the epsilon of the coarsest number type involved (1.5e-8 for
/// `double`, 3.5e-4 for `float`). Throws `std::runtime_error` and leaves the network as it was where that
/// differs, where the file cannot be read or is not what its format says, or where its tensors are not those
/// of the network; the message lists all that are missing, unexpected or mismatched.
/// Format: https://huggingface.co/docs/safetensors/index
template <class Scalar, class InputType, class... Layers>
void load(Sequential<Scalar, InputType, Layers...>& net, const std::string& path,
          const LoadOptions& options = {}) {
  std::ifstream in = detail::open_file(path);
  detail::load_from(net, in, path, options);
}

}  // namespace strata
