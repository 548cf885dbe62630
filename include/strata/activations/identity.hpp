#pragma once

namespace strata {

/// y = x; dy/dx = 1. Stands where a layer is asked for and none is wanted.
/// PyTorch: https://pytorch.org/docs/stable/generated/torch.nn.Identity.html
struct Identity {
  void forward(const auto& x, auto& y, const auto&) const { y = x; }

  void backward_input(const auto&, const auto&, const auto& dy, auto& dx, const auto&) const { dx = dy; }
};

}  // namespace strata
