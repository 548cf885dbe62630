#pragma once

#include <Eigen/Core>
#include <cmath>
#include <concepts>
#include <limits>
#include <string>
#include <string_view>

#include <strata/core/error.hpp>
#include <strata/core/sample_name.hpp>
#include <strata/core/static_assert.hpp>
#include <strata/core/type_name.hpp>

namespace strata {

/// `loss.value(output, target)` is one number for a batch, `loss.gradient(output, target)` its gradient in
/// the output.
///
/// A loss may also have `value_and_gradient(output, target, d_output)`, which writes the gradient and
/// returns the value in one pass and without allocation. One that states `static constexpr bool takes_logits
/// = true` is refused where the network's last layer states `gives_probabilities`.
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
  } else if constexpr (!requires { loss.gradient(output, target); }) {
    STRATA_STATIC_ASSERT(
        sizeof(L) == 0,
        "strata: a loss is an object with value(output, target) and gradient(output, target), "
        "such as MeanSquaredError{}; this one has no gradient: see docs/extending.md",
        GotType<L>);
    return typename Output::Scalar{};
  } else {
    d_output = loss.gradient(output, target);
    return loss.value(output, target);
  }
}

/// The same loss, which takes any output for logits, even that of `Softmax` or `Sigmoid`:
/// `AsLogits{CrossEntropy{}}`.
template <class L>
struct AsLogits : L {
  static constexpr bool takes_logits = false;
};

template <class L>
AsLogits(L) -> AsLogits<L>;

namespace detail {

/// A loss with the softmax or the sigmoid inside.
template <class L>
concept TakesLogits = requires {
  requires L::takes_logits;
};

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
  STRATA_STATIC_ASSERT(Agree,
                       "strata: the target does not have the shape of the output, features x samples: "
                       "Expected<...> and Got<...> hold both (-1 stands for a run-time size)",
                       ExpectedShape, GotShape);
};

template <class OutputScalar, class TargetScalar>
struct TargetHasScalarOfOutput {
  static constexpr bool agree = std::same_as<OutputScalar, TargetScalar>;
  STRATA_STATIC_ASSERT(
      agree, "strata: the scalar type of the target differs from that of the output: use target.cast<...>()",
      ExpectedType<OutputScalar>, GotType<TargetScalar>);
};

/// Throws where there is no number to take the mean of.
template <class Loss, class Output>
constexpr void check_not_empty(const Output& output) {
  if (output.size() == 0)
    throw_mismatch(type_name<Loss>(), "an output of at least one feature (row) and one sample (column)",
                   {output.rows(), " x ", output.cols()}, "no data has no loss");
}

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
    throw_mismatch(type_name<Loss>(), {what, " of ", output.rows(), " x ", output.cols()},
                   {target.rows(), " x ", target.cols()}, "output and target are both features x samples");
  check_not_empty<Loss>(output);
}

/// Says which target is no probability, and what to do with it.
[[noreturn, gnu::noinline]] inline void refuse_probability(std::string_view who, double target, Index feature,
                                                           Index sample) {
  std::string_view advice =
      "other numbers than probabilities take MeanSquaredError, labels of classes are whole numbers: "
      "target.cast<int>()";
  if (target == -1) advice = "labels of -1 and 1 become 0 and 1 by (target.array() + 1) / 2";
  if (std::isnan(target)) advice = "leave out samples whose target is missing";
  throw_mismatch(who, "targets from 0 to 1",
                 {to_digits(target), " for feature ", feature, " of ", sample_name(sample)}, advice);
}

/// Throws unless all targets lie from 0 to 1, but for rounding.
template <class Loss, class Target>
void check_probabilities(const Target& target) {
  using Scalar = typename Target::Scalar;
  const auto lies_far = [](auto distance) {
    return !(distance <= Scalar{0.5} + 8 * std::numeric_limits<Scalar>::epsilon());
  };
  const auto distances = (target.array() - Scalar{0.5}).abs();
  if (!lies_far(distances.template maxCoeff<Eigen::PropagateNaN>())) return;
  for (Index i = 0; i < target.cols(); ++i)
    for (Index j = 0; j < target.rows(); ++j)
      if (lies_far(distances(j, i)))
        refuse_probability(type_name<Loss>(), static_cast<double>(target.array()(j, i)), j, i);
}

/// Says at compile time that whole numbers are not one label for each sample.
template <class Loss, class ExpectedSize, class GotSize, bool Agree>
struct TargetIsLabelOfEachSample {
  STRATA_STATIC_ASSERT(
      Agree,
      "strata: a target of whole numbers is a vector with one label for each sample (column of the "
      "output), Expected<...> and Got<...> hold the sizes (-1 stands for a run-time size); "
      "probabilities are features x samples in the scalar type of the output",
      ExpectedSize, GotSize);
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
    throw_mismatch(type_name<Loss>(), {output.cols(), " labels"}, labels.size(),
                   "each sample (column of the output) has one");
  check_not_empty<Loss>(output);
  for (Index sample = 0; sample < labels.size(); ++sample)
    if (const auto label = static_cast<Index>(labels(sample)); label < 0 || label >= output.rows())
      throw_mismatch(type_name<Loss>(), {"labels from 0 to ", output.rows() - 1},
                     {label, " for ", sample_name(sample)},
                     {"the output has ", output.rows(), " classes (rows)"});
}

/// Says at compile time that an output of one row leaves no class to choose.
template <class Loss, Index Classes>
struct OutputHasClasses {
  static_assert(Classes != 1,
                "strata: an output of one row (unit) leaves no class to choose: yes or no takes "
                "BinaryCrossEntropy and BinaryAccuracy, with targets 0 or 1; else give the last layer a unit "
                "for each class");
};

/// Whether floating-point numbers of these sizes, as far as the types tell, can be probabilities of classes:
/// a vector of them may be labels that are not whole numbers.
constexpr bool may_be_probabilities(Index classes, Index rows, Index columns) {
  return rows != 1 && (columns != 1 || may_agree(classes, rows));
}

/// Says at compile time that a target is neither labels nor probabilities.
template <class Loss, class OutputScalar, class TargetScalar, bool IsMatrix>
struct TargetIsLabelsOrProbabilities {
  static_assert(std::same_as<OutputScalar, TargetScalar> && IsMatrix,
                "strata: the target is neither labels, one whole number for each sample: use "
                "labels.cast<int>(), nor probabilities, features x samples in the output's scalar type");
};

/// Throws for an output of one row, and for labels that are not whole numbers.
template <class Loss, class Output, class Target>
constexpr void check_are_classes(const Output& output, const Target& target) {
  if (output.rows() == 1)
    throw_mismatch(type_name<Loss>(), "an output (row) for each of at least 2 classes", 1,
                   "yes or no takes BinaryCrossEntropy and BinaryAccuracy, with targets 0 or 1");
  const bool is_vector = target.rows() == 1 || target.cols() == 1;
  if (!std::integral<typename Target::Scalar> && is_vector && target.rows() != output.rows())
    throw_mismatch(type_name<Loss>(),
                   {"whole numbers as labels, or probabilities of ", output.rows(), " x ", output.cols()},
                   {"floating-point numbers of ", target.rows(), " x ", target.cols()},
                   "use labels.cast<int>()");
}

/// For losses that choose among classes: labels where the target holds whole numbers, else the shape of the
/// output.
template <class Loss, class Output, class Target>
constexpr auto check_classes(const Output& output, const Target& target) {
  constexpr Index classes = Output::RowsAtCompileTime;
  (void)OutputHasClasses<Loss, classes>{};
  if constexpr (!std::integral<typename Target::Scalar>) {
    constexpr bool is_matrix =
        may_be_probabilities(classes, Target::RowsAtCompileTime, Target::ColsAtCompileTime);
    (void)TargetIsLabelsOrProbabilities<Loss, typename Output::Scalar, typename Target::Scalar, is_matrix>{};
  }
  check_are_classes<Loss>(output, target);
  if constexpr (std::integral<typename Target::Scalar>)
    check_labels<Loss>(output, target);
  else
    check_target<Loss>(output, target);
}

}  // namespace detail

}  // namespace strata
