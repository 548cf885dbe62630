#include <string>

#include <strata/training/scale_remark.hpp>

#include "../support/checks.hpp"

using namespace strata;
using Eigen::MatrixXd;

namespace {

using Network = Sequential<double, Input<1>, Dense<8>, Tanh, Dense<1>>;
using Scaled = Sequential<double, Input<1>, Normalization, Dense<8>, Tanh, Dense<1>, Denormalization>;

const MatrixXd x = checks::random(1, 300);

/// What fit writes about one epoch.
template <class Net, class L = MeanSquaredError, class T>
std::string progress(Net& net, const T& targets, const L& loss = {}) {
  std::FILE* file = std::tmpfile();
  fit(net, loss, Adam{}, Dataset(x, targets), {.epochs = 1, .progress = file});
  std::rewind(file);
  std::string text;
  for (int c = std::fgetc(file); c != EOF; c = std::fgetc(file)) text += static_cast<char>(c);
  std::fclose(file);
  return text;
}

/// Whether fit remarks on the scale of these targets of a new network.
template <class L = MeanSquaredError>
bool remarks(const MatrixXd& targets, const L& loss = {}) {
  auto net = make_sequential<double>(Input{1}, Dense{8}, Tanh{}, Dense{targets.rows()});
  const std::string text = progress(net, targets, loss);
  CHECK(text.find("Epoch 1/1") != std::string::npos);
  return text.find("targets") != std::string::npos;
}

/// Targets of this mean and deviation.
MatrixXd targets(double mean, double deviation) {
  MatrixXd t = Eigen::RowVectorXd::LinSpaced(300, -1, 1) * (deviation * std::sqrt(3));
  return t.array() + mean;
}

}  // namespace

TEST_CASE("fit says once where targets are far from unit scale, with their numbers and what to do") {
  Network net;
  const std::string text = progress(net, targets(3e5, 1e5));
  CHECK_THAT(
      text,
      contains("The targets (feature 0: mean 3e+05, deviation 1e+05) are far from unit scale and nothing "
               "scales them, which makes training slow or diverge: end the network with "
               "Denormalization and call adapt(net, train) before fit\n"));
  CHECK(text.find("far from unit scale") == text.rfind("far from unit scale"));
}

TEST_CASE(
    "Targets are far from unit scale from a mean or deviation of 100 on, and below a deviation of 0.01") {
  CHECK_FALSE(remarks(targets(99, 1)));
  CHECK(remarks(targets(101, 1)));
  CHECK(remarks(targets(-101, 1)));
  CHECK_FALSE(remarks(targets(0, 98)));
  CHECK(remarks(targets(0, 102)));
  CHECK_FALSE(remarks(targets(0, 0.0102)));
  CHECK(remarks(targets(0, 0.0098)));
  CHECK(remarks(targets(5, 0.0098), MeanAbsoluteError{}));
  CHECK(remarks(targets(3e5, 1e5), Huber{}));
}

TEST_CASE("fit does not remark on what has no unit, never changes or is not known") {
  CHECK_FALSE(remarks(MatrixXd::Constant(1, 300, 0.5)));
  CHECK_FALSE(remarks(MatrixXd::Zero(1, 300)));
  MatrixXd noise = MatrixXd::Constant(1, 300, 0.5);
  noise(0) += 1e-15;
  CHECK_FALSE(remarks(noise));
  // A pixel at the edge of a picture is nearly always black.
  MatrixXd pixels(2, 300);
  pixels << targets(0.5, 0.3), targets(0, 0.001);
  CHECK_FALSE(remarks(pixels));
  // The probabilities of a rare event.
  CHECK_FALSE(remarks(targets(0.02, 0.005), BinaryCrossEntropy{}));
  auto classifier = make_sequential<double>(Input{1}, Dense{1000});
  CHECK_THAT(progress(classifier, Eigen::RowVectorXi::LinSpaced(300, 0, 999).eval(), CrossEntropy{}),
             !contains("targets"));
  MatrixXd unknown = targets(3e5, 1e5);
  unknown(7) = std::nan("");
  Network net;
  CHECK_THAT(progress(net, unknown), !contains("far from unit scale"));
}

TEST_CASE("fit does not remark on targets to which the network's outputs have come near") {
  const MatrixXd far = targets(3e5, 1e5);
  Scaled teacher;
  adapt(teacher, Dataset(x, far));
  const MatrixXd learned = predict(teacher, x);
  Sequential<double, Input<1>, Dense<8>, Tanh, Dense<1>> student;
  CHECK_THAT(progress(student, learned), contains("far from unit scale"));
  auto last = student.layer<2>();
  last.weights() *= 1e5;
  last.bias().array() += 3e5;
  CHECK_THAT(progress(student, learned), !contains("targets"));
}

TEST_CASE("fit says in which unit it shows losses, or that adapt was forgotten") {
  const MatrixXd far = targets(3e5, 1e5);
  Scaled net;
  CHECK_THAT(progress(net, far),
             contains("The targets (feature 0: mean 3e+05, deviation 1e+05) are far from those of the "
                      "network's Denormalization, which makes training slow or diverge: "
                      "call adapt(net, train) before fit\n"));
  adapt(net, Dataset(x, far));
  CHECK_THAT(progress(net, far), contains("Losses and metrics are in the targets' own unit; steps follow the "
                                          "loss in that of deviations.\n") &&
                                     !contains("far from"));
  CHECK_THAT(progress(net, targets(0, 1)), contains("are far from those of the network's Denormalization"));
}
