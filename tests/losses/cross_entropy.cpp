#include <strata/losses/cross_entropy.hpp>

#include "../support/losses.hpp"

using strata::CrossEntropy;
using strata::gradient_check;
using strata::Index;

namespace {

using Eigen::MatrixXd;
using Eigen::RowVectorXi;

/// The label k % 3 for sample k.
template <class Labels>
Labels cyclic_labels(Index samples) {
  Labels labels(samples);
  for (Index i = 0; i < samples; ++i) labels(i) = static_cast<typename Labels::Scalar>(i % 3);
  return labels;
}

/// Three probabilities for each sample.
template <class Matrix>
Matrix probabilities(Index samples) {
  Matrix t = checks::random<Matrix>(3, samples, 1, 3).array().exp();
  for (Index i = 0; i < samples; ++i) t.col(i) /= t.col(i).sum();
  return t;
}

template <int Samples>
void fixed_gradients(const CrossEntropy& loss) {
  using Output = Eigen::Matrix<double, 3, Samples>;
  const auto y = checks::random<Output>(3, Samples);
  CHECK_GRADIENT(gradient_check(loss, y, cyclic_labels<Eigen::Matrix<int, 1, Samples>>(Samples)));
  CHECK_GRADIENT(gradient_check(loss, y, cyclic_labels<Eigen::Matrix<int, Samples, 1>>(Samples)));
  CHECK_GRADIENT(gradient_check(loss, y, probabilities<Output>(Samples)));
}

const std::vector<CrossEntropy> variants{{},
                                         {.class_weights = {0.5, 2, 3}},
                                         {.label_smoothing = 0.1},
                                         {.label_smoothing = 0.3, .class_weights = {0.5, 2, 3}}};

}  // namespace

TEST_CASE("CrossEntropy agrees with finite differences at every size") {
  for (const auto& loss : variants) {
    fixed_gradients<1>(loss);
    fixed_gradients<2>(loss);
    fixed_gradients<17>(loss);
    for (const Index samples : {1, 2, 17}) {
      const MatrixXd y = checks::random(3, samples);
      CHECK_GRADIENT(gradient_check(loss, y, cyclic_labels<RowVectorXi>(samples)));
      CHECK_GRADIENT(gradient_check(loss, y, probabilities<MatrixXd>(samples)));
    }
  }
}

TEST_CASE("CrossEntropy of a label is the negative logarithm of its probability") {
  const Eigen::Vector3d y{std::log(0.2), std::log(0.3), std::log(0.5)};
  CHECK(std::abs(CrossEntropy{}.value(y, Eigen::Matrix<int, 1, 1>{1}) + std::log(0.3)) <= 1e-15);
  CHECK(checks::distance(CrossEntropy{}.gradient(y, Eigen::Matrix<int, 1, 1>{1}),
                         Eigen::Vector3d{0.2, -0.7, 0.5}) <= 1e-15);
}

TEST_CASE("CrossEntropy is PyTorch's up to logits of +-1e4") {
  const MatrixXd y = checks::matrix(4, 5, pytorch::losses_logits);
  const MatrixXd extreme = checks::matrix(4, 5, pytorch::losses_extreme_logits);
  const MatrixXd t = checks::matrix(4, 5, pytorch::losses_probabilities);
  const RowVectorXi labels = Eigen::Map<const RowVectorXi>(pytorch::losses_labels.data(), 5);
  const auto compare = [&](const CrossEntropy& loss, const auto&... references) {
    const std::vector<pytorch::Loss> expected{references...};
    checks::is_as(loss, y, labels, expected[0]);
    checks::is_as(loss, extreme, labels, expected[1]);
    checks::is_as(loss, y, t, expected[2]);
    checks::is_as(loss, extreme, t, expected[3]);
  };
  const auto& weights = pytorch::losses_class_weights;
  using namespace pytorch;
  compare({}, cross_entropy_labels_plain, cross_entropy_labels_plain_extreme,
          cross_entropy_probabilities_plain, cross_entropy_probabilities_plain_extreme);
  compare({.class_weights = weights}, cross_entropy_labels_weighted, cross_entropy_labels_weighted_extreme,
          cross_entropy_probabilities_weighted, cross_entropy_probabilities_weighted_extreme);
  compare({.label_smoothing = 0.1}, cross_entropy_labels_smooth, cross_entropy_labels_smooth_extreme,
          cross_entropy_probabilities_smooth, cross_entropy_probabilities_smooth_extreme);
  compare({.label_smoothing = 0.3, .class_weights = weights}, cross_entropy_labels_both,
          cross_entropy_labels_both_extreme, cross_entropy_probabilities_both,
          cross_entropy_probabilities_both_extreme);
}

TEST_CASE("CrossEntropy is finite in float at logits of +-1e4") {
  Eigen::MatrixXf y(3, 2), gradient(3, 2);
  y << 1e4f, -1e4f, -1e4f, 1e4f, 0, 1e4f;
  CHECK(std::isfinite(CrossEntropy{}.value_and_gradient(y, RowVectorXi{{1, 0}}, gradient)));
  CHECK(gradient.allFinite());
}

TEST_CASE("CrossEntropy agrees in every scalar type, view and expression") {
  const MatrixXd y = checks::random(3, 17), t = probabilities<MatrixXd>(17);
  const RowVectorXi labels = cyclic_labels<RowVectorXi>(17);
  const MatrixXd wide = (MatrixXd(5, 19) << MatrixXd::Zero(2, 19), y, MatrixXd::Zero(3, 2)).finished();
  const Eigen::Map<const MatrixXd> map(y.data(), 3, 17);
  const Eigen::RowVectorXi more = (RowVectorXi(20) << RowVectorXi::Constant(3, -1), labels).finished();
  for (const auto& loss : variants) {
    const double value = loss.value(y, labels), other = loss.value(y, t);
    const MatrixXd gradient = loss.gradient(y, labels), other_gradient = loss.gradient(y, t);
    checks::agrees(loss, y.cast<float>().eval(), labels, value, gradient, 2e-6);
    checks::agrees(loss, y.cast<float>().eval(), t.cast<float>().eval(), other, other_gradient, 2e-6);
    checks::agrees(loss, y.cast<long double>().eval(), labels, value, gradient, 1e-14);
    checks::agrees(loss, y.cast<long double>().eval(), t.cast<long double>().eval(), other, other_gradient,
                   1e-14);
    checks::agrees(loss, wide.block(2, 0, 3, 17), more.tail(17), value, gradient, 1e-14);
    checks::agrees(loss, map, cyclic_labels<Eigen::Matrix<std::uint8_t, Eigen::Dynamic, 1>>(17), value,
                   gradient, 1e-14);
    checks::agrees(loss, 2 * y - y, labels + 0 * labels, value, gradient, 1e-14);
    checks::agrees(loss, MatrixXd::Identity(3, 3) * y, 0.5 * t + 0.5 * t, other, other_gradient, 1e-14);
  }
}

TEST_CASE("CrossEntropy of a label is that of the same label as probabilities") {
  const MatrixXd y = checks::random(3, 17);
  const RowVectorXi labels = cyclic_labels<RowVectorXi>(17);
  MatrixXd t = MatrixXd::Zero(3, 17);
  for (Index i = 0; i < 17; ++i) t(labels(i), i) = 1;
  const CrossEntropy loss{.label_smoothing = 0.2};
  CHECK(std::abs(loss.value(y, labels) - loss.value(y, t)) <= 1e-15);
  CHECK(checks::distance(loss.gradient(y, labels), loss.gradient(y, t)) <= 1e-16);
}

TEST_CASE("CrossEntropy refuses labels that are no class, and changes nothing") {
  const MatrixXd y = checks::random(3, 4);
  MatrixXd gradient = y;
  CHECK_THROWS_WITH(CrossEntropy{}.value_and_gradient(y, RowVectorXi{{0, 2, 3, 1}}, gradient),
                    "strata: CrossEntropy: expected labels from 0 to 2, got 3 for sample 2; the output has 3 "
                    "classes (rows)");
  CHECK_THROWS_WITH(CrossEntropy{}.value_and_gradient(y, RowVectorXi{{0, 2, 1, -7}}, gradient),
                    contains("got -7 for sample 3"));
  CHECK_THROWS_WITH(CrossEntropy{}.value_and_gradient(y, RowVectorXi{{0, 2, 1}}, gradient),
                    "strata: CrossEntropy: expected 4 labels, got 3; each sample (column of the output) has "
                    "one");
  CHECK_THROWS_AS(CrossEntropy{}.value_and_gradient(y, MatrixXd(checks::random(2, 4)), gradient),
                  std::invalid_argument);
  CHECK_THROWS_AS(CrossEntropy{}.value(MatrixXd(0, 4), MatrixXd(0, 4)), std::invalid_argument);
  CHECK(gradient == y);
}

TEST_CASE("CrossEntropy refuses smoothing and weights that mean nothing") {
  const MatrixXd y = checks::random(3, 4);
  const RowVectorXi labels{{0, 1, 2, 0}};
  CHECK_THROWS_WITH(CrossEntropy{.label_smoothing = 1.5}.value(y, labels),
                    "strata: CrossEntropy: expected a label_smoothing from 0 to 1, got 1.5; leave it out for "
                    "the default");
  CHECK_THROWS_AS(CrossEntropy{.label_smoothing = std::nan("")}.gradient(y, labels), std::invalid_argument);
  CHECK_THROWS_WITH(
      (CrossEntropy{.class_weights = {1, 2}}.value(y, labels)),
      "strata: CrossEntropy: expected 3 class_weights, got 2; each class (row of the output) has "
      "one");
  CHECK_THROWS_WITH((CrossEntropy{.class_weights = {1, -2, 3}}.value(y, labels)),
                    contains("expected finite class_weights of at least 0, got -2"));
  CHECK_THROWS_AS(
      (CrossEntropy{.class_weights = {1, std::numeric_limits<double>::infinity(), 3}}.value(y, labels)),
      std::invalid_argument);
  CHECK_THROWS_WITH((CrossEntropy{.class_weights = {0, 0, 0}}.value(y, labels)),
                    "strata: CrossEntropy: expected a class weight above 0, got 0; a class of weight 0 is "
                    "not learned; leave "
                    "class_weights out for equal ones");
}

TEST_CASE("CrossEntropy of samples whose classes have no weight is 0, and so is its gradient") {
  const MatrixXd y = checks::random(3, 4);
  const RowVectorXi labels = RowVectorXi::Constant(4, 1);
  for (const double smoothing : {0.0, 0.1}) {
    const CrossEntropy loss{.label_smoothing = smoothing, .class_weights = {1, 0, 2}};
    MatrixXd gradient(3, 4);
    CHECK(loss.value(y, labels) == 0);
    CHECK(loss.value_and_gradient(y, labels, gradient) == 0);
    CHECK(gradient.isZero(0));
  }
}

TEST_CASE("CrossEntropy of a single infinite logit is sure of its class, and of two knows nothing") {
  const double infinity = std::numeric_limits<double>::infinity();
  Eigen::Vector3d y{1, infinity, -2}, gradient;
  const Eigen::Matrix<int, 1, 1> right{1}, wrong{0};
  CHECK(CrossEntropy{}.value(y, right) == 0);
  CHECK(CrossEntropy{}.value_and_gradient(y, right, gradient) == 0);
  CHECK(gradient == Eigen::Vector3d::Zero());
  CHECK(CrossEntropy{}.value(y, Eigen::Vector3d{0, 1, 0}) == 0);
  CHECK(CrossEntropy{}.value_and_gradient(y, Eigen::Vector3d{0, 1, 0}, gradient) == 0);
  CHECK(CrossEntropy{}.value(y, wrong) == infinity);
  CHECK(CrossEntropy{}.value_and_gradient(y, wrong, gradient) == infinity);
  CHECK(gradient == Eigen::Vector3d{-1, 1, 0});
  y(2) = infinity;
  CHECK(std::isnan(CrossEntropy{}.value(y, right)));
  CHECK(std::isnan(CrossEntropy{}.value_and_gradient(y, right, gradient)));
}

TEST_CASE("CrossEntropy of labels sees the ratio of class weights alone") {
  const MatrixXd y = checks::random(3, 4);
  const RowVectorXi labels{{0, 2, 2, 0}};
  const CrossEntropy small{.class_weights = {0.0625, 0.125, 0.25}}, large{.class_weights = {2, 4, 8}};
  CHECK(small.value(y, labels) == large.value(y, labels));
  CHECK(small.gradient(y, labels) == large.gradient(y, labels));
}

TEST_CASE("CrossEntropy that is smoothed completely takes all classes alike") {
  const MatrixXd y = checks::random(3, 4);
  const RowVectorXi labels{{0, 1, 2, 0}};
  const CrossEntropy smooth{.label_smoothing = 1};
  const MatrixXd alike = MatrixXd::Constant(3, 4, 1.0 / 3);
  CHECK(std::abs(smooth.value(y, labels) - CrossEntropy{}.value(y, alike)) <= 1e-15);
  CHECK(checks::distance(smooth.gradient(y, labels), CrossEntropy{}.gradient(y, alike)) <= 1e-16);
}

TEST_CASE("CrossEntropy says that its softmax is inside, and smooths and weights nothing unless told to") {
  STATIC_REQUIRE(CrossEntropy::takes_logits);
  CHECK(CrossEntropy{}.label_smoothing == 0);
  CHECK(CrossEntropy{}.class_weights.empty());
}

TEST_CASE("CrossEntropy refuses one output, and labels that are not whole numbers") {
  const MatrixXd y = checks::random(3, 4);
  CHECK_THROWS_WITH(
      CrossEntropy{}.value(MatrixXd(y.topRows(1)), RowVectorXi(RowVectorXi::Zero(4))),
      "strata: CrossEntropy: expected an output (row) for each of at least 2 classes, got 1; yes "
      "or no takes BinaryCrossEntropy and BinaryAccuracy, with targets 0 or 1");
  CHECK_THROWS_WITH(CrossEntropy{}.value(MatrixXd(y.topRows(1)), MatrixXd(MatrixXd::Ones(1, 4))),
                    contains("yes or no takes BinaryCrossEntropy"));
  CHECK_THROWS_WITH(CrossEntropy{}.value(y, MatrixXd(MatrixXd::Zero(1, 4))),
                    "strata: CrossEntropy: expected whole numbers as labels, or probabilities of 3 x 4, got "
                    "floating-point numbers of 1 x 4; use labels.cast<int>()");
  CHECK_THROWS_WITH(CrossEntropy{}.value(y, Eigen::VectorXd(Eigen::VectorXd::Zero(4))),
                    contains("got floating-point numbers of 4 x 1; use labels.cast<int>()"));
}

TEST_CASE("A network learns classes from labels") {
  strata::Sequential<double, strata::Input<2>, strata::Dense<3>> net;
  const MatrixXd x{{0, 1, 0}, {0, 0, 1}};
  const RowVectorXi labels{{0, 1, 2}};
  CHECK_GRADIENT(gradient_check(net, CrossEntropy{}, x, labels));
  strata::Workspace<decltype(net)> pass;
  for (int step = 0; step < 200; ++step) {
    net.forward(x, pass);
    net.backward(pass, CrossEntropy{}, labels);
    strata::SGD{.learning_rate = 5}.step(net.parameters(), pass.gradient());
  }
  CHECK(CrossEntropy{}.value(net.predict(x), labels) < 0.02);
}
