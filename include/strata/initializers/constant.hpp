#pragma once

#include <strata/core/initializer.hpp>

namespace strata {

/// Every weight begins with one value.
struct Constant {
  double value = 0;

  template <class Weights, class Source>
  void operator()(Weights& weights, Fans, Source&) const {
    weights.setConstant(static_cast<typename Weights::Scalar>(value));
  }
};

/// Every weight begins at zero; units of a hidden layer then stay equal for ever.
struct Zeros {
  template <class Weights, class Source>
  void operator()(Weights& weights, Fans, Source&) const {
    weights.setZero();
  }
};

}  // namespace strata
