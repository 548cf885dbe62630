#pragma once

#include <algorithm>
#include <cstddef>
#include <ostream>
#include <string>
#include <vector>

#include <strata/core/type_name.hpp>
#include <strata/network/sequential.hpp>

namespace strata {

/// The table that `summary` makes; stream it to any `std::ostream`.
struct Summary {
  /// One layer: its position and name, the shape of one output sample, the number of its parameters.
  struct Row {
    std::string layer;
    std::string output_shape;
    Index parameters;
  };

  std::vector<Row> rows;
  Index total_parameters = 0;
};

/// What each layer of a network hands on and how many parameters it has, in the order of computation.
template <class Scalar, class InputType, class... Layers>
Summary summary(const Sequential<Scalar, InputType, Layers...>& net) {
  Summary table;
  table.rows.push_back({"Input", to_string(net.input_shape()), 0});
  detail::for_each_index<sizeof...(Layers)>([&](auto i) {
    const auto& layer = net.layers().template layer<i>();
    const auto received = net.layers().template shape_at<i>(net.input_shape());
    table.rows.push_back({std::to_string(i) + " " + std::string(type_name<decltype(layer)>()),
                          to_string(output_shape_of(layer, received)),
                          parameters_of(layer, received).size()});
  });
  table.total_parameters = net.parameter_count();
  return table;
}

inline std::ostream& operator<<(std::ostream& out, const Summary& table) {
  std::string text;
  const auto line = [&](std::string layer, std::string shape, const std::string& parameters) {
    layer.resize(std::max<std::size_t>(layer.size() + 1, 18), ' ');
    shape.resize(std::max<std::size_t>(shape.size() + 1, 16), ' ');
    const std::size_t width = 10;
    text += layer + shape + std::string(width - std::min(width, parameters.size()), ' ') + parameters + '\n';
  };
  line("Layer", "Output shape", "Parameters");
  for (const auto& row : table.rows) line(row.layer, row.output_shape, std::to_string(row.parameters));
  line("Total", "", std::to_string(table.total_parameters));
  return out << text;
}

/// The network's `summary`.
template <class Scalar, class InputType, class... Layers>
std::ostream& operator<<(std::ostream& out, const Sequential<Scalar, InputType, Layers...>& net) {
  return out << summary(net);
}

}  // namespace strata
