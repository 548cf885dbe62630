#pragma once

#include <string>
#include <string_view>

#include <strata/core/message.hpp>
#include <strata/core/shape.hpp>

/// What messages call a sample: by its number in the caller's data, which a batch that `fit` drew from it
/// does not show.
namespace strata::detail {

/// While one lives, `sample_name` gives the samples of the batch at hand the numbers that `data` gives them.
class SampleNames {
 public:
  /// A batch of `count` samples, from `first` on in the order of `data`; `of` says which data that is.
  template <class Data>
  SampleNames(const Data& data, Index first, Index count, std::string_view of = "")
      : data_(&data), first_(first), count_(count), of_(of), outer_(current) {
    number_ = [](const void* numbered, Index i) { return static_cast<const Data*>(numbered)->column(i); };
    current = this;
  }

  SampleNames(const SampleNames&) = delete;
  SampleNames& operator=(const SampleNames&) = delete;

  ~SampleNames() { current = outer_; }

  /// The names of this thread; null where a batch is numbered by its columns.
  static constinit inline thread_local const SampleNames* current = nullptr;

  /// Whether the batch has this column, and what its sample is called.
  bool hold(Index column) const { return column >= 0 && column < count_; }
  std::string name(Index column) const { return joined({number_(data_, first_ + column), of_}); }

 private:
  const void* data_;
  Index (*number_)(const void* data, Index i);
  Index first_, count_;
  std::string_view of_;
  const SampleNames* outer_;
};

/// "sample 3" for a column of the batch at hand.
[[gnu::cold, gnu::noinline]] inline std::string sample_name(Index column) {
  const SampleNames* names = SampleNames::current;
  return joined({"sample ", names && names->hold(column) ? names->name(column) : to_text(column)});
}

}  // namespace strata::detail
