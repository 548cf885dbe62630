#include <limits>

#include <strata/training/adapt.hpp>

#include "../support/checks.hpp"

using namespace strata;
using Eigen::MatrixXd;

namespace {

/// Features far from zero, and one that never changes.
MatrixXd features(std::uint64_t seed) {
  MatrixXd x = checks::random(3, 100, 2, seed);
  x.row(1).array() += 1e6;
  x.row(2).setConstant(5);
  return x;
}

/// Whether features have mean 0 and deviation 1, but for the last, which is 0.
void check_standardised(const MatrixXd& y) {
  CHECK(y.rowwise().mean().cwiseAbs().maxCoeff<Eigen::PropagateNaN>() <= 1e-9);
  const Eigen::Vector3d variance = y.rowwise().squaredNorm() / static_cast<double>(y.cols());
  CHECK(checks::distance(variance, Eigen::Vector3d{1, 1, 0}) <= 1e-8);
}

}  // namespace

TEST_CASE("adapt gives each feature mean 0 and deviation 1 on the training part, far from zero too") {
  const MatrixXd x = features(7);
  const auto [train, test] = Dataset(x, x).split(0.8);
  auto net = make_sequential<double>(Input{3}, Normalization{}, Identity{});
  adapt(net, train);

  auto [inputs, targets] = train.buffers(train.size());
  train.gather(0, train.size(), inputs, targets);
  check_standardised(net.predict(inputs));
  CHECK(net.state()(5) == 1);
}

TEST_CASE("adapt sets a last Denormalization from the targets, alone or together with the first layer") {
  const MatrixXd x = features(7), t = features(8);
  const Dataset data(x, t);
  auto first = make_sequential<double>(Input{3}, Normalization{}, Identity{});
  auto last = make_sequential<double>(Input{3}, Identity{}, Denormalization{});
  auto both = make_sequential<double>(Input{3}, Normalization{}, Identity{}, Denormalization{});
  adapt(first, data), adapt(last, data), adapt(both, data);

  const auto [mean, deviation] = last.layer_state<1>();
  check_standardised(((t.colwise() - mean).array().colwise() / deviation.array()).matrix());
  CHECK(deviation(2) == 1);
  CHECK(both.state().head(6) == first.state());
  CHECK(both.state().tail(6) == last.state());
}

TEST_CASE("adapt takes labels where only inputs are scaled, and sizes fixed by the type") {
  const Eigen::MatrixXf x = features(7).cast<float>();
  const Eigen::RowVectorXi labels = Eigen::RowVectorXi::Zero(100);
  Sequential<float, Input<3>, Normalization, Dense<2>> net;
  adapt(net, Dataset(x, labels));
  CHECK(net.state()(5) == 1);
  CHECK(std::abs(net.state()(1) / 1e6f - 1) <= 1e-5f);
}

TEST_CASE("adapt names the feature and the caller's sample of a number that is not finite") {
  for (const double bad : {std::nan(""), HUGE_VAL, -HUGE_VAL}) {
    MatrixXd x = features(7), t = features(8);
    auto net = make_sequential<double>(Input{3}, Normalization{}, Dense{3}, Denormalization{});
    const auto before = net;
    t(1, 42) = bad;
    const std::string number = detail::to_digits(bad);
    Dataset data(x, t), part = data.slice(40, 10), shuffled = data;
    Generator generator(1);
    shuffled.shuffle(generator);
    for (const auto& each : {data, part, shuffled})
      CHECK_THROWS_WITH(adapt(net, each), "strata: adapt: expected finite targets, got " + number +
                                              " in feature 1 of sample 42; leave the sample out, or replace "
                                              "the number");
    x(2, 41) = bad;
    for (const auto& each : {data, part, shuffled})
      CHECK_THROWS_WITH(adapt(net, each), contains(("expected finite inputs, got " + number).c_str()) &&
                                              contains("in feature 2 of sample 41;"));
    CHECK(net.state() == before.state());
  }
}

TEST_CASE("adapt takes all magnitudes with which the network's scalar can compute, and refuses others") {
  const Eigen::MatrixXf x = checks::random<Eigen::MatrixXf>(1, 100, 1);
  const auto adapted = [&](float scale, float shift) {
    const Eigen::MatrixXf scaled = (scale * x).array() + shift;
    Sequential<float, Input<1>, Normalization, Identity, Denormalization> net;
    const auto before = net;
    try {
      adapt(net, Dataset(scaled, scaled));
    } catch (const std::invalid_argument&) {
      CHECK(net.state() == before.state());
      throw;
    }
    return checks::distance(net.predict(scaled) / scale, scaled / scale);
  };
  for (const float scale : {1e-37f, 1e-20f, 1.f, 1e20f, 1e38f}) CHECK(adapted(scale, 0) <= 1e-5);
  CHECK_THROWS_WITH(adapted(1e-39f, 0), contains("strata: adapt: expected inputs of magnitudes up to "
                                                 "1.70141e+38 with deviations of 0 or from 1.17549e-38 on, "
                                                 "got magnitudes up to") &&
                                            contains("in feature 0; give them in another unit"));
  CHECK_THROWS_AS(adapted(1e38f, 2e38f), std::invalid_argument);
}

TEST_CASE("adapt refuses data of other features") {
  const MatrixXd x = checks::random(2, 10), y = checks::random(3, 10);
  auto net = make_sequential<double>(Input{3}, Normalization{}, Dense{2}, Denormalization{});
  CHECK_THROWS_WITH(adapt(net, Dataset(x, x)), contains("expected 3 features (rows), got 2"));
  CHECK_THROWS_WITH(adapt(net, Dataset(y, y)),
                    "strata: adapt: expected 2 features (rows) in the targets, got 3; the network's output "
                    "has as many");
  CHECK(net.state() ==
        make_sequential<double>(Input{3}, Normalization{}, Dense{2}, Denormalization{}).state());
}

TEST_CASE("adapt takes the mean and the deviation of each feature, however small that is") {
  const MatrixXd x{{1, 3}, {-0.25, 0.25}, {7, 7}};
  auto net = make_sequential<double>(Input{3}, Normalization{}, Identity{});
  adapt(net, Dataset(x, x));
  CHECK(net.state() == Eigen::VectorXd{{2, 0, 7, 1, 0.25, 1}});
}

TEST_CASE("adapt takes magnitudes up to the largest with its mean, and deviations from the smallest on") {
  const auto state = [](const Eigen::MatrixXf& x) {
    Sequential<float, Input<1>, Normalization, Identity> net;
    adapt(net, Dataset(x, x));
    return Eigen::Vector2f(net.state());
  };
  const float most = std::numeric_limits<float>::max() / 2, least = std::numeric_limits<float>::min();
  CHECK(state(Eigen::MatrixXf::Constant(1, 3, most)) == Eigen::Vector2f(most, 1));
  CHECK(state(Eigen::MatrixXf{{-least, least}}) == Eigen::Vector2f(0, least));
  CHECK_THROWS_WITH(
      state(Eigen::MatrixXf::Constant(1, 3, 1.5f * most)),
      "strata: adapt: expected inputs of magnitudes up to 1.70141e+38 with deviations of 0 or "
      "from 1.17549e-38 on, got magnitudes up to 2.55212e+38 with the deviation 0 in feature 0; "
      "give them in another unit");
  CHECK_THROWS_AS(state(Eigen::MatrixXf::Constant(1, 3, std::nextafter(most, 2 * most))),
                  std::invalid_argument);
  CHECK_THROWS_AS(state(Eigen::MatrixXf{{-least / 2, least / 2}}), std::invalid_argument);
}

TEST_CASE("adapt finds what is not finite in the first sample and in the last") {
  for (const Index sample : {0, 99}) {
    MatrixXd x = features(7);
    x(2, sample) = HUGE_VAL;
    auto net = make_sequential<double>(Input{3}, Normalization{}, Identity{});
    CHECK_THROWS_WITH(adapt(net, Dataset(x, x)),
                      "strata: adapt: expected finite inputs, got inf in feature 2 of sample " +
                          std::to_string(sample) + "; leave the sample out, or replace the number");
  }
}
