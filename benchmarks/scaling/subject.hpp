#pragma once

#include <stdexcept>
#include <string>
#include <utility>

#include <strata/strata.hpp>

#include "live_bytes.hpp"
#include "machine.hpp"
#include "model.hpp"

namespace scaling {

/// The time of a call and the bytes on the heap that it needs.
struct Cost {
  double seconds, memory;
};

/// What is measured of one network.
struct Costs {
  Cost training, inference;
};

namespace detail {

template <std::size_t I>
auto layer([[maybe_unused]] Index width) {
  if constexpr (I % 2 == 0)
    return strata::Dense{width};
  else
    return strata::ReLU{};
}

template <std::size_t Depth>
auto network(Index width) {
  return [&]<std::size_t... I>(std::index_sequence<I...>) {
    return strata::make_sequential<float>(strata::Input{width}, layer<I>(width)...);
  }
  (std::make_index_sequence<2 * Depth - 1>{});
}

}  // namespace detail

/// Trains with Adam and predicts, each for so long.
template <std::size_t Depth>
Costs measure(Index width, Index batch, Seconds span) {
  const Eigen::MatrixXf x = Eigen::MatrixXf::Random(width, batch), target = x;
  const peers::Pin pin;

  const double before = live_bytes();
  auto net = detail::network<Depth>(width);
  const double network = live_bytes() - before;
  const strata::Adam adam{.learning_rate = 1e-6};
  auto state = adam.init(net.parameters());
  strata::Workspace<decltype(net)> pass;
  const double training_time = seconds_per_call(
      [&] {
        net.forward(x, pass);
        net.backward(pass, strata::MeanSquaredError{}, target);
        adam.step(net.parameters(), pass.gradient(), state);
      },
      span);
  const double training = live_bytes() - before;

  strata::Workspace<decltype(net)> inference;
  const double inference_time = seconds_per_call([&] { net.predict(x, inference); }, span);
  return {{training_time, training}, {inference_time, network + live_bytes() - before - training}};
}

/// The same for a depth known at run time: a power of two up to 32.
inline Costs measure(const Size& size, Seconds span) {
  switch (size.depth) {
    case 1:
      return measure<1>(size.width, size.batch, span);
    case 2:
      return measure<2>(size.width, size.batch, span);
    case 4:
      return measure<4>(size.width, size.batch, span);
    case 8:
      return measure<8>(size.width, size.batch, span);
    case 16:
      return measure<16>(size.width, size.batch, span);
    case 32:
      return measure<32>(size.width, size.batch, span);
  }
  throw std::invalid_argument("scaling: expected a depth of 1, 2, 4, 8, 16 or 32, got " +
                              std::to_string(size.depth));
}

}  // namespace scaling
