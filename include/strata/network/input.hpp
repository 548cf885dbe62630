#pragma once

#include <stdexcept>
#include <string>

#include <strata/core/error.hpp>
#include <strata/core/shape.hpp>

namespace strata {

/// States the shape of one sample, once for the whole network.
///
/// `Input<784>` and `Input<3, 28, 28>` (channels, height, width) state it at compile time; `Input{784}` at
/// run time. One sample is one column of a batch, in the order of the shape with the last extent fastest.
template <Index... Extents>
class Input {
  static_assert(sizeof...(Extents) > 0, "strata: Input needs a size, as in Input<784>");
  static_assert(((Extents == Dynamic || Extents >= 1) && ...),
                "strata: Input needs sizes of at least 1, as in Input<784>");

 public:
  constexpr Input() requires((Extents != Dynamic) && ...) = default;

  /// Throws `std::invalid_argument` where an extent is below 1.
  template <class... Integers>
  requires(sizeof...(Integers) == sizeof...(Extents) &&
           (std::integral<Integers> && ...)) constexpr explicit Input(Integers... extents)
      : shape_((Extents == Dynamic ? static_cast<Index>(extents) : Extents)...) {
    if (!((Extents == Dynamic || Extents == static_cast<Index>(extents)) && ...))
      detail::fail<std::invalid_argument>("strata: Input: expected the sizes of its type, " +
                                          to_string(shape_) +
                                          ", got others; as in Input<784>{} or Input{784}");
    for (const Index extent : shape_.extents())
      if (extent < 1)
        detail::fail<std::invalid_argument>("strata: Input: expected sizes of at least 1, got " +
                                            to_string(shape_) + "; as in Input{784}");
  }

  constexpr const Shape<Extents...>& shape() const { return shape_; }

 private:
  [[no_unique_address]] Shape<Extents...> shape_;
};

namespace detail {
template <class>
inline constexpr Index run_time_extent = Dynamic;
}

template <class... Integers>
Input(Integers...) -> Input<detail::run_time_extent<Integers>...>;

}  // namespace strata
