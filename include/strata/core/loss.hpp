#pragma once

#include <concepts>
#include <string>
#include <string_view>

#include <strata/core/error.hpp>
#include <strata/core/type_name.hpp>

namespace strata {

/// `loss.value(output, target)` is one number for a batch, `loss.gradient(output, target)` its gradient in
/// the output.
///
/// A loss may also have `value_and_gradient(output, target, d_output)`, which writes the gradient and
/// returns the value in one pass and without allocation.
template <class L, class Output, class Target>
concept Loss = requires(const L& loss, const Output& output, const Target& target) {
  { loss.value(output, target) } -> std::convertible_to<typename Output::Scalar>;
  loss.gradient(output, target);
};

/// Writes the gradient of the loss to `d_output` and returns the loss.
template <class L, class Output, class Target, class Gradient>
auto value_and_gradient(const L& loss, const Output& output, const Target& target, Gradient& d_output) {
  if constexpr (requires { loss.value_and_gradient(output, target, d_output); }) {
    return loss.value_and_gradient(output, target, d_output);
  } else {
    d_output = loss.gradient(output, target);
    return loss.value(output, target);
  }
}

namespace detail {

/// The gradient alone, for a loss that has it together with its value.
template <class L, class Output, class Target>
typename Output::PlainObject gradient_of(const L& loss, const Output& output, const Target& target) {
  typename Output::PlainObject d_output;
  loss.value_and_gradient(output, target, d_output);
  return d_output;
}

/// Says at compile time that the target's shape or scalar type differs from the output's.
template <class Loss, class ExpectedShape, class GotShape, bool Agree>
struct TargetHasShapeOfOutput {
  static_assert(Agree,
                "strata: the target does not have the shape of the network's output, features x samples: "
                "Expected<...> and Got<...> hold both (-1 stands for a run-time size)");
};

template <class OutputScalar, class TargetScalar>
struct TargetHasScalarOfOutput {
  static_assert(std::same_as<OutputScalar, TargetScalar>,
                "strata: the target's scalar type differs from the output's: use target.cast<...>()");
};

/// For losses that compare output and target element by element: same scalar, same shape. The deduced
/// return type makes a compiler look inside at once, so that our message comes before Eigen's.
template <class Loss, class Output, class Target>
constexpr auto check_target(const Output& output, const Target& target, std::string_view what = "a target") {
  using E = Expected<Output::RowsAtCompileTime, Output::ColsAtCompileTime>;
  using G = Got<Target::RowsAtCompileTime, Target::ColsAtCompileTime>;
  constexpr bool agree = may_agree(Output::RowsAtCompileTime, Target::RowsAtCompileTime) &&
                         may_agree(Output::ColsAtCompileTime, Target::ColsAtCompileTime);
  (void)TargetHasScalarOfOutput<typename Output::Scalar, typename Target::Scalar>{};
  (void)TargetHasShapeOfOutput<Loss, E, G, agree>{};
  if (output.rows() != target.rows() || output.cols() != target.cols())
    throw_mismatch(
        type_name<Loss>(), std::string(what) + " of " + rows_by_columns(output.rows(), output.cols()),
        rows_by_columns(target.rows(), target.cols()), "output and target are both features x samples");
}

/// Says at compile time that whole numbers are not one label for each sample.
template <class Loss, class ExpectedSize, class GotSize, bool Agree>
struct TargetIsLabelOfEachSample {
  static_assert(Agree,
                "strata: a target of whole numbers is a vector with one label for each sample (column of the "
                "output), Expected<...> and Got<...> hold the sizes (-1 stands for a run-time size); "
                "probabilities are features x samples in the output's scalar type");
};

/// For losses whose target is the number of a class for each sample: one from 0 to classes - 1 for each
/// column of the output.
template <class Loss, class Output, class Labels>
constexpr auto check_labels(const Output& output, const Labels& labels) {
  constexpr Index expected = Output::ColsAtCompileTime;
  constexpr Index got = Labels::SizeAtCompileTime;
  constexpr bool agree = Labels::IsVectorAtCompileTime && may_agree(expected, got);
  (void)TargetIsLabelOfEachSample<Loss, Expected<expected>, Got<got>, agree>{};
  if (output.cols() != labels.size())
    throw_mismatch(type_name<Loss>(), std::to_string(output.cols()) + " labels",
                   std::to_string(labels.size()), "each sample (column of the output) has one");
  for (Index sample = 0; sample < labels.size(); ++sample)
    if (const auto label = static_cast<Index>(labels(sample)); label < 0 || label >= output.rows())
      throw_mismatch(type_name<Loss>(), "labels from 0 to " + std::to_string(output.rows() - 1),
                     std::to_string(label) + " for sample " + std::to_string(sample),
                     "the output has " + std::to_string(output.rows()) + " classes (rows)");
}

/// Labels where the target holds whole numbers, else the shape of the output.
template <class Loss, class Output, class Target>
constexpr auto check_labels_or_target(const Output& output, const Target& target) {
  if constexpr (std::integral<typename Target::Scalar>)
    return check_labels<Loss>(output, target);
  else
    return check_target<Loss>(output, target);
}

}  // namespace detail

}  // namespace strata
