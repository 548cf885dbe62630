#include "case.hpp"
#include "parity.hpp"

namespace parity {

using namespace strata;

void losses(Vectors& vectors, Table& table) {
  const auto check = [&](const std::string& name, const AnyLoss& loss) {
    const auto net = make_sequential<double>(Input{4}, Identity{});
    Case(vectors, name, net).check(table, net, loss);
  };
  const std::vector<double> weights{0.5, 2, 1, 3};
  const auto cross_entropy = [&](const std::string& name, const CrossEntropy& loss) {
    check(name + " of labels", OfLabels<CrossEntropy>{loss});
    check(name + " of labels, extreme", OfLabels<CrossEntropy>{loss});
    check(name + " of probabilities", loss);
  };
  cross_entropy("CrossEntropy", {});
  cross_entropy("CrossEntropy class_weights", {.class_weights = weights});
  cross_entropy("CrossEntropy label_smoothing", {.label_smoothing = 0.1});
  cross_entropy("CrossEntropy both", {.label_smoothing = 0.3, .class_weights = weights});
  check("BinaryCrossEntropy", BinaryCrossEntropy{});
  check("BinaryCrossEntropy, extreme", BinaryCrossEntropy{});
  check("BinaryCrossEntropy of probabilities", BinaryCrossEntropy{});
  check("BinaryCrossEntropy positive_weight", BinaryCrossEntropy{.positive_weight = 3});
  check("MeanSquaredError", MeanSquaredError{});
  check("MeanAbsoluteError", MeanAbsoluteError{});
  check("Huber", Huber{});
  check("Huber delta", Huber{.delta = 0.25});
}

}  // namespace parity
