#pragma once

#include <cstdio>

#include <strata/network/sequential.hpp>

/// What a network and its copy in a program of its own must agree on.
namespace header_report {

/// An input for any network.
template <class Net>
auto sample() {
  Eigen::Matrix<typename Net::Scalar, static_cast<int>(Net::static_input_size), 1> x;
  for (strata::Index i = 0; i < x.size(); ++i) x.data()[i] = static_cast<typename Net::Scalar>(i % 7 - 3) / 4;
  return x;
}

/// Prints each number to the bit, in a line of its own.
template <class Numbers>
void write(std::FILE* file, const Numbers& numbers) {
  for (const auto number : numbers) std::fprintf(file, "%La\n", static_cast<long double>(number));
}

template <class Net>
void write_memory(std::FILE* file, const Net& net) {
  write(file, net.parameters());
  write(file, net.state());
}

template <class Net>
void write_prediction(std::FILE* file, const Net& net) {
  write(file, net.predict(sample<Net>()));
}

}  // namespace header_report
