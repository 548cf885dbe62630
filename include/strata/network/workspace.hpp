#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <tuple>
#include <type_traits>
#include <utility>

#include <strata/core/product.hpp>
#include <strata/core/tensor.hpp>

namespace strata {

/// What one pass through a network leaves behind: activations, deltas, each layer's scratch, the gradient.
///
/// One thread uses it at a time; passes after the first of a size reuse its memory. `Samples` fixes the
/// batch size by the type. Small workspaces hold their memory inside, others on the heap.
template <class Network, Index Samples = Dynamic>
class Workspace {
  using Scalar = typename Network::Scalar;
  using Layout = decltype(std::declval<const Network&>().workspace_layout(Shape<Samples>(1)));

  /// Each tensor begins at a cache line, so that no packet of its first column crosses one.
  static constexpr Index alignment = 64 / sizeof(Scalar);
  using Memory = FlatVector<Scalar, Layout::template static_size<alignment>>;
  struct Nothing {};
  using Retired = std::conditional_t<Memory::SizeAtCompileTime == Dynamic, Memory, Nothing>;

 public:
  /// The network's output for the last batch, features x samples: a view, or of a temporary workspace a
  /// matrix.
  auto output() const& { return get<1>(views()); }
  auto output() && { return typename decltype(get<1>(views()))::PlainObject(get<1>(views())); }

  /// The output of layer `I` for the last batch, features x samples.
  template <std::size_t I>
  auto activation() const {
    static_assert(I < Network::layer_count, "strata: the network has fewer layers");
    if constexpr (I + 1 == Network::layer_count)
      return output();
    else
      return get<I>(get<0>(get<3>(views())));
  }

  /// The gradient of the loss in the parameters, in their order; zero, or empty where it is
  /// large, before `backward`.
  const typename Network::Parameters& gradient() const { return gradient_; }
  typename Network::Parameters& gradient() { return gradient_; }

  /// The number of samples in the last batch; 0 before the first.
  Index samples() const { return samples_; }

 private:
  template <class, class, class...>
  friend class Sequential;

  /// How layers see a batch of inputs, wherever it lies.
  using InputView =
      Eigen::Map<const typename detail::MatrixFor<Scalar, Network::static_input_size, Samples>::type, 0,
                 Eigen::OuterStride<>>;

  template <class X>
  static InputView view_of(const X& x) {
    return InputView(x.data(), x.rows(), x.cols(), Eigen::OuterStride<>(x.outerStride()));
  }

  /// Views `x` where it lies if it is laid out as a batch, else copies it to `slot`. An `x` inside this
  /// workspace is copied too, because the pass writes there; a matrix with memory of its own is not.
  template <class X, class Slot>
  InputView view_or_copy(const X& x, Slot& slot) const {
    if constexpr ((X::Flags & Eigen::DirectAccessBit) && !X::IsRowMajor && !Slot::IsRowMajor) {
      constexpr bool has_own_memory = std::is_base_of_v<Eigen::PlainObjectBase<X>, X>;
      if (x.innerStride() == 1 && (has_own_memory || !owns(x.data()))) return view_of(x);
    }
    slot = x;
    return view_of(slot);
  }

  bool owns(const Scalar* element) const {
    const std::less_equal<> ordered;
    return ordered(memory_.data(), element) && ordered(element, memory_.data() + memory_.size());
  }

  auto views() const { return layout_.template view<alignment>(memory_.data()); }
  auto views() { return layout_.template view<alignment>(memory_.data()); }

  /// Lays memory out for a batch. The memory of before is handed out, because the input may still lie in it.
  Retired prepare(const Network& network, Index samples) {
    layout_ = network.workspace_layout(Shape<Samples>(samples));
    samples_ = samples;
    ready_for_backward_ = false;
    Retired before{};
    if constexpr (Memory::SizeAtCompileTime == Dynamic) {
      const Index size = layout_.template size<alignment>();
      if (memory_.size() < size) {
        before.swap(memory_);
        memory_ = Memory(size);
      }
    }
    return before;
  }

  bool holds_its_layout() const { return memory_.size() >= layout_.template size<alignment>(); }

  [[no_unique_address]] Layout layout_;
  alignas(64) Memory memory_;
  typename Network::Parameters gradient_ =
      detail::zeros<typename Network::Parameters>(std::max<Index>(0, Network::Parameters::SizeAtCompileTime));
  Packing<Scalar> packing_;
  Index samples_ = 0;
  bool ready_for_backward_ = false;
};

}  // namespace strata
