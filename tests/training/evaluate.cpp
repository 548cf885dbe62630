#include <strata/metrics/accuracy.hpp>
#include <strata/metrics/confusion_matrix.hpp>
#include <strata/metrics/r2.hpp>
#include <strata/training/evaluate.hpp>

#include "../support/checks.hpp"

using namespace strata;
using Eigen::MatrixXd;

namespace {

/// The sizes of the batches that it was shown.
struct BatchSizes {
  using State = std::vector<Index>;

  State init() const { return {}; }
  void update(State& state, const auto& output, const auto& target) const {
    CHECK(output.cols() == target.cols());
    state.push_back(output.cols());
  }
  State value(const State& state) const { return state; }
};

/// A layer that remembers the sizes of the batches that it was shown.
struct Watched {
  static inline std::vector<Index> sizes;

  void forward(const auto& in, auto& out, const auto&) const { out = in; }
  void predict(const auto& in, auto& out, const auto&) const {
    sizes.push_back(in.cols());
    out = in;
  }
  void backward_input(const auto&, const auto&, const auto& dy, auto& dx, const auto&) const { dx = dy; }
};

}  // namespace

TEST_CASE("evaluate sees as many samples at a time as memory should hold, and each once") {
  const Sequential<double, Input<3>, Dense<2>> net;
  const MatrixXd x = checks::random(3, 1000), target = checks::random(2, 1000);
  const auto sizes = [&](Index samples) {
    return std::get<1>(evaluate(net, MeanSquaredError{}, Dataset(x, target).slice(0, samples), BatchSizes{}));
  };
  CHECK(sizes(1) == std::vector<Index>{1});
  CHECK(sizes(256) == std::vector<Index>{256});
  CHECK(sizes(257) == std::vector<Index>{256, 1});
  CHECK(sizes(1000) == std::vector<Index>{256, 256, 256, 232});
}

TEST_CASE("predict takes any batch size from 1 on") {
  const Sequential<double, Input<3>, Dense<2>> net;
  const MatrixXd x = checks::random(3, 9);
  for (const Index size : {Index{1}, Index{8}, Index{9}, Index{10}, std::numeric_limits<Index>::max()})
    CHECK(checks::distance(predict(net, x, size), net.predict(x)) <= 1e-15);
}

TEST_CASE("predict shows the network each sample once, and no empty batch") {
  const Sequential<double, Input<3>, Watched> net;
  const auto sizes = [&](Index samples, Index batch_size) {
    Watched::sizes.clear();
    predict(net, checks::random(3, samples), batch_size);
    return Watched::sizes;
  };
  CHECK(sizes(9, 4) == std::vector<Index>{4, 4, 1});
  CHECK(sizes(8, 4) == std::vector<Index>{4, 4});
  CHECK(sizes(3, 4) == std::vector<Index>{3});
  CHECK(sizes(257, detail::inference_batch) == std::vector<Index>{256, 1});
  CHECK_THROWS_WITH(predict(net, checks::random(2, 9)),
                    "strata: predict: expected 3 features (rows), got 2; each sample is one column");
  CHECK_THROWS_WITH(predict(net, checks::random(3, 9), 0),
                    "strata: predict: expected a batch size of at least 1, got 0; leave it out for 256");
}

TEST_CASE("predict in batches is predict in one piece") {
  const auto net = make_sequential<double>(Input{3}, Dense{4}, Tanh{}, Dense{2});
  const MatrixXd x = checks::random(3, 1000);
  CHECK(checks::distance(predict(net, x), net.predict(x)) <= 1e-15);
  CHECK(checks::distance(predict(net, 2 * x, 7), net.predict(2 * x)) <= 1e-15);
  CHECK(predict(net, x.leftCols(0)).cols() == 0);
  CHECK_THROWS_AS(predict(net, x, 0), std::invalid_argument);
}

TEST_CASE("evaluate gathers a loss and metrics over a whole data set") {
  const Sequential<double, Input<3>, Dense<4>, Tanh, Dense<2>> net;
  const MatrixXd x = checks::random(3, 1000), target = checks::random(2, 1000, 1, 3);
  const Dataset data(x, target);
  const auto [loss, r2, accuracy, confusion] =
      evaluate(net, MeanSquaredError{}, data, R2{}, Accuracy{}, ConfusionMatrix{});
  const MatrixXd y = net.predict(x);
  CHECK(std::abs(loss - MeanSquaredError{}.value(y, target)) <= 1e-14);
  CHECK(r2 < 1);
  CHECK(confusion.sum() == 1000);
  CHECK(accuracy == confusion.diagonal().sum() / 1000.0);

  const auto [same, again] = evaluate(net, MeanSquaredError{}, data.split(0.5).first, MeanSquaredError{});
  CHECK(same == again);
}
