#pragma once

#include <cmath>
#include <limits>
#include <string>
#include <string_view>

#include <strata/core/error.hpp>

/// What in data or network no training survives.
namespace strata::detail {

/// Whether a network holds nothing but finite numbers.
template <class Net>
bool is_finite(const Net& net) {
  return net.parameters().allFinite() && net.state().allFinite();
}

/// The first row whose number is beyond `largest`, or NaN; -1 where none is.
template <class Column>
Index row_beyond(const Column& column, double largest) {
  for (Index i = 0; i < column.size(); ++i)
    if (!(std::abs(static_cast<double>(column(i))) <= largest)) return i;
  return -1;
}

/// The first number beyond `largest` among `count` samples from `first` on: "feature 2 of sample 417 is nan",
/// numbered as the caller does; `of` says which data that is. Empty where none is.
template <class Data>
std::string number_beyond(const Data& data, Index first, Index count, double largest, std::string_view of) {
  auto [input, target] = data.buffers(1);
  const auto place = [&](std::string_view what, Index row, double number, Index i) {
    return std::string(what) + " " + std::to_string(row) + " of sample " + std::to_string(data.column(i)) +
           std::string(of) + " is " + to_digits(number);
  };
  for (Index i = first; i < first + count; ++i) {
    data.gather(i, 1, input, target);
    if (const Index row = row_beyond(input.col(0), largest); row >= 0)
      return place("feature", row, static_cast<double>(input(row, 0)), i);
    if (const Index row = row_beyond(target.col(0), largest); row >= 0)
      return place("target", row, static_cast<double>(target(row, 0)), i);
  }
  return {};
}

/// What makes these samples unusable, and what to do about it. Empty where nothing does.
template <class Data>
[[gnu::noinline]] std::string unusable(const Data& data, Index first, Index count, std::string_view of = "") {
  using Limits = std::numeric_limits<typename Data::Inputs::Scalar>;
  std::string found = number_beyond(data, first, count, std::numeric_limits<double>::max(), of);
  if (!found.empty()) return found + "; leave such samples out, or mend them";
  found = number_beyond(data, first, count, std::sqrt(static_cast<double>(Limits::max())), of);
  if (found.empty()) return found;
  return found +
         ", too large to be squared; standardise it: Normalization as the first layer and adapt(net, data)";
}

/// What keeps training from finite numbers, and what to do about it: this batch, or else other data where the
/// network is not whole, or else the network, where there was no step yet. Empty where none of them does, and
/// the learning rate is to blame.
template <class Data>
[[gnu::noinline]] std::string blame_but_the_rate(const Data& data, Index first, Index batch, bool is_whole,
                                                 Index steps) {
  std::string found = unusable(data, first, batch);
  if (found.empty() && !is_whole) found = unusable(data, 0, data.size());
  if (!found.empty() || steps > 0) return found;
  return is_whole ? "in the first step, with finite data and parameters; look at the layers and the loss"
                  : "before the first step; load, initialize or adapt the network anew";
}

}  // namespace strata::detail
