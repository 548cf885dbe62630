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

namespace {

/// The scale of features with these means and deviations, and the largest magnitude 1 of each.
detail::FeatureScale scale(const Eigen::ArrayXd& mean, const Eigen::ArrayXd& deviation, double largest = 1) {
  return {mean, deviation, Eigen::ArrayXd::Constant(mean.size(), largest)};
}

Eigen::ArrayXd one(double number) { return Eigen::ArrayXd::Constant(1, number); }

}  // namespace

TEST_CASE("The first feature beyond 100 is far, or else the widest one where that is below 0.01") {
  using detail::far_feature;
  CHECK(far_feature(scale(one(100), one(100))) == -1);
  CHECK(far_feature(scale(one(std::nextafter(100, 101)), one(1))) == 0);
  CHECK(far_feature(scale(one(0), one(std::nextafter(100, 101)))) == 0);
  CHECK(far_feature(scale(Eigen::Array3d(0, 101, -101), Eigen::Array3d(1, 1, 101))) == 1);
  CHECK(far_feature(scale(one(0), one(0.01))) == -1);
  CHECK(far_feature(scale(one(0), one(std::nextafter(0.01, 0)))) == 0);
  CHECK(far_feature(scale(Eigen::Array3d::Zero(), Eigen::Array3d(0.001, 0.005, 0.002))) == 1);
  CHECK(far_feature(scale(Eigen::Array3d::Zero(), Eigen::Array3d(0.001, 0.005, 0.005))) == 1);
  CHECK(far_feature(scale(Eigen::Array3d::Zero(), Eigen::Array3d(0.001, 0.5, 0.002))) == -1);
  CHECK(far_feature(scale(one(0), one(1e-6))) == -1);
  CHECK(far_feature(scale(one(0), one(1.5e-6))) == 0);
  CHECK(far_feature(scale(one(0), one(5e-7))) == -1);
  CHECK(far_feature(scale(one(0), one(4e-5), 50)) == -1);
}

TEST_CASE("Outputs are near where mean and deviation differ by no more than ten deviations of the targets") {
  using detail::are_near;
  const auto targets = scale(one(5), one(0.5));
  CHECK(are_near(targets, targets));
  CHECK(are_near(scale(one(10), one(0.5)), targets));
  CHECK(are_near(scale(one(0), one(0.5)), targets));
  CHECK_FALSE(are_near(scale(one(10.25), one(0.5)), targets));
  CHECK_FALSE(are_near(scale(one(-0.25), one(0.5)), targets));
  CHECK(are_near(scale(one(5), one(5)), targets));
  CHECK_FALSE(are_near(scale(one(5), one(5.25)), targets));
  const auto wide = scale(one(5), one(1.25));
  CHECK(are_near(scale(one(5), one(0.125)), wide));
  CHECK_FALSE(are_near(scale(one(5), one(0.12)), wide));

  const Eigen::Array2d ones = Eigen::Array2d::Ones();
  CHECK(are_near(scale(ones, ones), scale(ones, ones)));
  CHECK_FALSE(are_near(scale(Eigen::Array2d(20, 1), ones), scale(ones, ones)));
  CHECK_FALSE(are_near(scale(Eigen::Array2d(1, 20), ones), scale(ones, ones)));
  auto unusable = scale(one(5), one(0.5));
  unusable.unusable = 0;
  CHECK_FALSE(are_near(unusable, targets));
}

TEST_CASE("Outputs are measured all over a large data set") {
  const MatrixXd numbers = Eigen::RowVectorXd::LinSpaced(999, 0, 998);
  const Sequential<double, Input<1>, Identity> net;
  const Dataset data(numbers, numbers);
  CHECK(detail::measure_outputs(net, data, 10).largest[0] == 9 * 99);
  CHECK(detail::measure_outputs(net, data, 1000).mean[0] == 499);
}

TEST_CASE("A network's Denormalization gives the unit of the targets, the others have none") {
  Sequential<double, Input<1>, Identity, Denormalization> net;
  net.state() << 2, 4;
  const auto targets = scale(one(10), one(8), 12), scaled = detail::in_scaled_unit(net, targets);
  CHECK(scaled.mean[0] == 2);
  CHECK(scaled.deviation[0] == 2);
  CHECK(scaled.largest[0] == 3);
  const auto same = detail::in_scaled_unit(Sequential<double, Input<1>, Identity>(), targets);
  CHECK(same.mean[0] == 10);
  CHECK(same.deviation[0] == 8);
  CHECK(same.largest[0] == 12);
}

TEST_CASE("A remark shows three digits") {
  CHECK(
      detail::far_target_text(scale(one(123456), one(0.0123456)), 0, false) ==
      "The targets (feature 0: mean 1.23e+05, deviation 0.0123) are far from unit scale and nothing scales "
      "them, which makes training slow or diverge: end the network with Denormalization and call adapt(net, "
      "train) before fit");
}

TEST_CASE(
    "Every second of 2000 samples tells the scale of the targets, unless the first of them is missing") {
  const Sequential<double, Input<1>, Identity> net;
  const MatrixXd inputs = MatrixXd::Zero(1, 2000);
  MatrixXd targets = MatrixXd::Zero(1, 2000);
  CHECK(detail::far_target_remark(net, Dataset(inputs, targets)).empty());
  targets.rightCols(999).setConstant(1e4);
  CHECK_THAT(detail::far_target_remark(net, Dataset(inputs, targets)), contains("mean 4.99e+03"));

  Sequential<double, Input<1>, Identity, Denormalization> scaled;
  scaled.state() << 1000, 1;
  CHECK_THAT(detail::far_target_remark(scaled, Dataset(inputs, targets)), contains("Denormalization"));
  targets(0) = std::nan("");
  CHECK(detail::far_target_remark(scaled, Dataset(inputs, targets)).empty());
}
