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

/// The place of a number: "feature 2 of sample 417 is nan".
[[gnu::cold, gnu::noinline]] inline std::string place_of(std::string_view what, Index row, Index sample,
                                                         std::string_view of, double number) {
  return joined({what, " ", to_text(row), " of sample ", to_text(sample), of, " is ", to_digits(number)});
}

/// The first number beyond `largest`, or NaN, among `count` samples from `first` on, by the caller's number
/// of its sample; `of` says which data that is. Empty where none is.
template <class Data>
[[gnu::cold, gnu::noinline]] std::string number_beyond(const Data& data, Index first, Index count,
                                                       double largest, std::string_view of) {
  auto [input, target] = data.buffers(1);
  for (Index i = first; i < first + count; ++i) {
    data.gather(i, 1, input, target);
    for (Index row = 0; row < input.size() + target.size(); ++row) {
      const bool is_input = row < input.size();
      const Index feature = is_input ? row : row - input.size();
      const double number = is_input ? static_cast<double>(input(row)) : static_cast<double>(target(feature));
      if (!(std::abs(number) <= largest))
        return place_of(is_input ? "feature" : "target", feature, data.column(i), of, number);
    }
  }
  return {};
}

/// What makes these samples unusable, and what to do about it. Empty where nothing does.
template <class Data>
[[gnu::cold, gnu::noinline]] std::string unusable(const Data& data, Index first, Index count,
                                                  std::string_view of = "") {
  using Limits = std::numeric_limits<typename Data::Inputs::Scalar>;
  std::string found = number_beyond(data, first, count, std::numeric_limits<double>::max(), of);
  if (!found.empty()) return joined({found, "; leave such samples out, or mend them"});
  found = number_beyond(data, first, count, std::sqrt(static_cast<double>(Limits::max())), of);
  constexpr std::string_view advice =
      ", too large to be squared; standardise it: Normalization as the first layer and adapt(net, data)";
  return found.empty() ? found : joined({found, advice});
}

/// What keeps training from finite numbers, and what to do about it: this batch, or else other data where the
/// network is not whole, or else the network, where there was no step yet. Empty where none of them does, and
/// the learning rate is to blame.
template <class Data>
[[gnu::cold, gnu::noinline]] std::string blame_but_the_rate(const Data& data, Index first, Index batch,
                                                            bool is_whole, Index steps) {
  std::string found = unusable(data, first, batch);
  if (found.empty() && !is_whole) found = unusable(data, 0, data.size());
  if (!found.empty() || steps > 0) return found;
  return is_whole ? "in the first step, with finite data and parameters; look at the layers and the loss"
                  : "before the first step; load, initialize or adapt the network anew";
}

}  // namespace strata::detail
