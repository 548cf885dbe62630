#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <stdexcept>
#include <tuple>
#include <type_traits>
#include <utility>

#include <strata/core/error.hpp>
#include <strata/core/product.hpp>
#include <strata/core/static_assert.hpp>
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
  /// A view of an output in a workspace, an `Eigen::Map`: the next pass overwrites what it shows, or frees it
  /// where the batch is larger. To keep an output, store it in a matrix: `Eigen::MatrixXd y =
  /// pass.output();`.
  using OutputView =
      decltype(get<1>(std::declval<const Layout&>().template view<alignment>(std::declval<const Scalar*>())));

  /// The network's output for the last batch, features x samples: a view until the next pass, or of a
  /// temporary workspace a matrix. Throws `std::logic_error` before the first pass, and where the workspace
  /// was moved from.
  OutputView output() const& {
    check_holds_a_pass();
    return output_view();
  }
  auto output() && { return typename OutputView::PlainObject(std::as_const(*this).output()); }

  /// The output of layer `I` for the last batch, in the same way.
  template <std::size_t I>
  auto activation() const& {
    STRATA_STATIC_ASSERT(I < Network::layer_count,
                         "strata: the network has fewer layers: they are counted from 0 to Expected<...>",
                         Expected<Index{Network::layer_count} - 1>, Got<Index{I}>);
    check_holds_a_pass();
    if constexpr (I + 1 == Network::layer_count)
      return output_view();
    else
      return get<I>(get<0>(get<3>(views())));
  }
  template <std::size_t I>
  auto activation() && {
    return typename decltype(std::as_const(*this).template activation<I>())::PlainObject(
        std::as_const(*this).template activation<I>());
  }

  /// The gradient of the loss in the parameters, in their order; zero, or empty where it is
  /// large, before `backward`.
  const typename Network::Parameters& gradient() const& { return gradient_; }
  typename Network::Parameters& gradient() & { return gradient_; }
  typename Network::Parameters gradient() && { return std::move(gradient_); }

  /// The number of samples in the last batch; 0 before the first.
  Index samples() const { return held_.samples; }

 private:
  template <class, class, class...>
  friend class Sequential;

  /// Which pass the memory holds: none before the first, while one runs, and after a move.
  struct Held {
    Index samples = 0;
    bool ready_for_backward = false;

    Held() = default;
    Held(Index count, bool trains) : samples(count), ready_for_backward(trains) {}
    Held(const Held&) = default;
    Held& operator=(const Held&) = default;
    Held(Held&& other) noexcept { *this = std::move(other); }
    Held& operator=(Held&& other) noexcept {
      samples = std::exchange(other.samples, 0);
      ready_for_backward = std::exchange(other.ready_for_backward, false);
      return *this;
    }
  };

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
    held_ = Held();
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

  OutputView output_view() const { return get<1>(views()); }

  void check_holds_a_pass() const {
    if (held_.samples == 0) refuse_output();
  }

  [[noreturn, gnu::noinline]] static void refuse_output() {
    detail::fail<std::logic_error>(
        "strata: Workspace: expected a workspace that holds a pass, got one that has seen none, or was moved "
        "from; call net.forward(x, pass) or net.predict(x, pass) first");
  }

  [[no_unique_address]] Layout layout_;
  alignas(64) Memory memory_;
  typename Network::Parameters gradient_ =
      detail::zeros<typename Network::Parameters>(std::max<Index>(0, Network::Parameters::SizeAtCompileTime));
  Packing<Scalar> packing_;
  Held held_;
};

}  // namespace strata
