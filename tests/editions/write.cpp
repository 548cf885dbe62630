// Writes what an edition of the library makes of its networks and trainings: write FOLDER EDITION.
#include <Eigen/Core>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>

#include <strata/data/npy.hpp>
#include <strata/io/header.hpp>
#include <strata/io/safetensors.hpp>
#include <strata/strata.hpp>

#include "networks.hpp"
#include "trainings.hpp"

using namespace strata;

namespace {

/// Numbers from [-1, 3), so that neither means nor deviations are those of no scaling.
Eigen::MatrixXd numbers(Index rows, Index columns, std::uint64_t seed) {
  Generator generator(seed);
  Eigen::MatrixXd matrix(rows, columns);
  for (Index i = 0; i < matrix.size(); ++i) matrix(i) = 4 * uniform(generator) - 1;
  return matrix;
}

/// Measures the scale of networks that begin with it.
template <class Scalar, class InputType, class... Layers>
void adapt_first(Sequential<Scalar, InputType, Normalization, Layers...>& net, const auto& data) {
  adapt(net, data);
}
void adapt_first(auto&, const auto&) {}

/// Whether the edition can write a layer to a header; the first one could not write a Residual.
template <class Layer>
inline constexpr bool has_source = true;
template <class... Layers>
inline constexpr bool has_source<Residual<Layers...>> = requires(const Residual<Layers...>& residual) {
  residual.layers();
};

template <class Scalar, class InputType, class... Layers>
void write_network(const std::string& name, Sequential<Scalar, InputType, Layers...> net,
                   const std::string& path, const std::string& edition) {
  using Matrix = Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic>;
  const Matrix x = numbers(net.input_shape().size(), 6, 1).template cast<Scalar>();
  const Matrix t = numbers(net.output_shape().size(), 6, 2).template cast<Scalar>();
  const Dataset data(x, t);
  adapt_first(net, data);
  fit(net, MeanSquaredError{}, Adam{.learning_rate = 0.05}, data,
      {.epochs = 3, .batch_size = 3, .progress = nullptr});
  std::optional<Matrix> self_test;
  if (name == "plain_double") self_test = x;
  save(net, path + ".safetensors", {.self_test = self_test});
  write_npy(path + ".x.npy", x);
  write_npy(path + ".y.npy", net.predict(x));
  if constexpr ((has_source<Layers> && ...)) save_header(net, path + ".hpp", name + "_" + edition);
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) {
    std::fputs("expected a folder and the name of an edition: write tests/editions/d3660ba d3660ba\n",
               stderr);
    return 2;
  }
  const std::string folder = std::string(arguments[1]) + "/", edition = arguments[2];
  editions::each_network(
      [&](const std::string& name, const auto& net) { write_network(name, net, folder + name, edition); });

  const Eigen::MatrixXd x = numbers(2, 27, 3), t = x.colwise().prod();
  write_npy(folder + "training.x.npy", x);
  write_npy(folder + "training.t.npy", t);
  editions::each_training(x, t, [&](const std::string& name, editions::Moment stop, const auto& train) {
    const std::string kept = folder + name + ".checkpoint", going_on = kept + ".going_on";
    train(editions::Run{kept, stop});
    std::filesystem::copy_file(kept, going_on);
    const editions::Trained end = train(editions::Run{going_on});
    std::filesystem::remove(going_on);
    write_npy(folder + name + ".end.npy", end.memory);
    write_npy(folder + name + ".history.npy", end.history);
  });
}
