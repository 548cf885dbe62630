#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include <strata/core/error.hpp>
#include <strata/io/atomic_file.hpp>
#include <strata/io/layer_source.hpp>
#include <strata/io/literal.hpp>
#include <strata/io/reserved_names.hpp>
#include <strata/network/sequential.hpp>
#include <strata/network/tensor_names.hpp>

namespace strata {

namespace detail {

inline void check_namespace(const std::string& name) {
  constexpr std::string_view characters = "0123456789_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  if (name.empty() || characters.find(name[0]) < 10 ||
      name.find_first_not_of(characters) != std::string::npos)
    throw_mismatch("save_header", "a name for a C++ namespace", "\"" + name + "\"",
                   "name the file so, or pass a name: save_header(net, path, \"controller\")");
  if (is_reserved_name(name))
    throw_mismatch("save_header", "a name that programs leave free", "\"" + name + "\"",
                   "it has a meaning in C++, its library or a compiler; pass another name: "
                   "save_header(net, path, \"controller\")");
}

/// The numbers as literals, in lines of readable length that begin with `indent`.
template <class Numbers>
std::string lines_of(const Numbers& numbers, const std::string& indent) {
  constexpr std::size_t width = 110;
  std::string text;
  std::size_t column = width;
  for (const auto number : numbers) {
    const std::string item = literal(number) + ",";
    const bool fits = column + 1 + item.size() <= width;
    column = (fits ? column + 1 : indent.size()) + item.size();
    text += fits ? " " : "\n" + indent;
    text += item;
  }
  return text;
}

/// The definition of a `constexpr` array, tensor by tensor, and the statement that copies it to `net`; both
/// empty where there are no numbers.
struct ArraySource {
  std::string definition, copy;
};

/// Throws `std::invalid_argument` where the vector has lost the length of its layout.
template <class Layout, class Vector>
ArraySource array_source(const std::string& name, const std::string& type, const Layout& layout,
                         const Vector& vector) {
  if (vector.size() != layout.size())
    throw_mismatch("save_header", std::to_string(layout.size()) + " numbers of " + name,
                   std::to_string(vector.size()), "a network's vectors keep their length");
  if (layout.size() == 0) return {};
  ArraySource array;
  array.definition = "inline constexpr ";
  array.definition.append(LiteralOf<typename Vector::Scalar>::type).append(" " + name + "[] = {");
  for (const PlacedTensor& tensor : placed_tensors(layout))
    array.definition += "\n    // " + tensor.name + ", " + rows_by_columns(tensor.rows(), tensor.columns()) +
                        lines_of(vector.segment(tensor.offset, tensor.size()), "    ");
  array.definition += "\n};\n\n";
  array.copy = "  net." + name + "() = Eigen::Map<const Network::" + type + ">(" + name + ", " +
               std::to_string(vector.size()) + ");\n";
  return array;
}

template <class InputShape>
std::string input_type(const InputShape& shape) {
  std::string extents;
  for (const Index extent : shape.extents())
    extents += (extents.empty() ? "" : ", ") + std::to_string(extent);
  return "strata::Input<" + extents + ">";
}

}  // namespace detail

/// A network as a C++ header, which includes the headers of its layers and no others: its type with all
/// sizes fixed, its numbers to the bit (matrices by columns, a NaN as the quiet one of its sign), and what
/// makes it.
///
///     namespace controller {
///     using Network = strata::Sequential<float, strata::Input<4>, strata::Dense<2>>;
///     inline constexpr float parameters[] = {0x1.8p-3f, ...};
///     inline Network make();
///     }
///
/// `make()` and `predict` need neither exceptions nor RTTI, and nothing from the heap while the parameters,
/// the state and a workspace have up to 8 KiB each; above, a `Workspace` is the last to ask for memory. The
/// same program predicts the same from both networks, to the bit; where `net` has run-time sizes, its
/// products are rounded in another order. Throws `std::invalid_argument` where `name` is no identifier, or
/// one that the language, its library or a compiler uses.
template <class Scalar, class InputType, class... Layers>
std::string to_header(const Sequential<Scalar, InputType, Layers...>& net,
                      const std::string& name = "model") {
  detail::check_namespace(name);
  const auto& shape = net.input_shape();
  const std::string input = detail::input_type(shape);
  LayerSource layers = detail::source_of(net.layers());
  const auto parameters =
      detail::array_source("parameters", "Parameters", net.layers().parameters(shape), net.parameters());
  const auto state = detail::array_source("state", "State", net.layers().state(shape), net.state());

  std::string text =
      "// Made by strata::save_header: make it anew rather than change it.\n// clang-format off\n"
      "#pragma once\n\n#include <limits>\n\n";
  layers.headers.insert("strata/network/sequential.hpp");
  for (const std::string& header : layers.headers) text += "#include <" + header + ">\n";
  text += "\nnamespace " + name + " {\n\nusing Network = strata::Sequential<";
  text.append(detail::LiteralOf<Scalar>::type).append(",\n    " + input + ",\n    " + layers.type + ">;\n\n");
  text += parameters.definition + state.definition;
  text += "inline Network make() {\n  Network net(\n    " + input + "{},\n    " + layers.arguments + ");\n";
  return text + parameters.copy + state.copy + "  return net;\n}\n\n}  // namespace " + name + "\n";
}

/// Writes `to_header(net, name)` to a file in one step: a save that fails leaves the old one whole. The
/// namespace has the name of the file where none is given.
///
/// Throws `std::runtime_error` where the file cannot be written, `std::invalid_argument` as `to_header`.
template <class Scalar, class InputType, class... Layers>
void save_header(const Sequential<Scalar, InputType, Layers...>& net, const std::string& path,
                 const std::string& name = "") {
  const std::string stem = std::filesystem::path(path).stem().string();
  detail::write_atomically(path, to_header(net, name.empty() ? stem : name));
}

}  // namespace strata
