#include <strata/core/optimizer.hpp>

#include "../support/checks.hpp"

using namespace strata;

TEST_CASE("The concept Optimizer asks for init and step") {
  STATIC_REQUIRE(Optimizer<SGD, Eigen::VectorXd>);
  STATIC_REQUIRE(Optimizer<SGD, Eigen::Matrix<float, 7, 1>>);
  STATIC_REQUIRE_FALSE(Optimizer<MeanSquaredError, Eigen::VectorXd>);
}

namespace {

/// p -= g / 2, and whether `update` was given numbers.
template <int Size>
bool is_given_numbers() {
  Eigen::Matrix<double, Size, 1> p = Eigen::Matrix<double, Size, 1>::LinSpaced(1, Size);
  const Eigen::Matrix<double, Size, 1> gradient = 2 * p;
  bool numbers = false;
  detail::for_each_element(
      [&](auto&& value, const auto& g) {
        numbers = std::is_same_v<decltype(value), double&>;
        value -= g / 2;
      },
      p, gradient);
  CHECK(p.isZero(0));
  return numbers;
}

}  // namespace

TEST_CASE("An update is given short vectors number by number and long ones as arrays") {
  CHECK(is_given_numbers<1>());
  CHECK(is_given_numbers<7>());
  CHECK(is_given_numbers<32>());
  CHECK_FALSE(is_given_numbers<33>());
  CHECK_FALSE(is_given_numbers<1101>());
}

TEST_CASE("An update given numbers touches none behind the last") {
  Eigen::Vector4d p{1, 2, 3, 4};
  Eigen::Map<Eigen::Vector3d> first(p.data());
  detail::for_each_element([](double& value) { value = 0; }, first);
  CHECK(p == Eigen::Vector4d{0, 0, 0, 4});
}

TEST_CASE("Long vectors are updated in blocks of 512") {
  const auto blocks = [](Index size) {
    Eigen::VectorXd p = Eigen::VectorXd::Zero(size), q = p;
    std::vector<Index> sizes;
    detail::for_each_block(
        [&](auto&& first, auto&& second) {
          CHECK(first.size() == second.size());
          sizes.push_back(first.size());
          first += 1.0;
          second += 2.0;
        },
        p, q);
    CHECK((p.array() == 1).all());
    CHECK((q.array() == 2).all());
    return sizes;
  };
  CHECK(blocks(1) == std::vector<Index>{1});
  CHECK(blocks(512) == std::vector<Index>{512});
  CHECK(blocks(1024) == std::vector<Index>{512, 512});
  CHECK(blocks(1101) == std::vector<Index>{512, 512, 77});
}

TEST_CASE("An element is as much work as 16 multiply-adds, and threads share as many as are much work") {
  const Threads threads(2);
  const auto is_shared = [](Index size) {
    Eigen::VectorXd p = Eigen::VectorXd::Zero(size);
    std::atomic<bool> shared = true;
    // Within shared work nothing is shared again.
    detail::for_each_block([&](auto&&) { shared = shared && detail::worker_count() == 1; }, p);
    return shared.load();
  };
  constexpr Index many = detail::smallest_shared_work / 16;
  CHECK(is_shared(many));
  CHECK_FALSE(is_shared(many - 1));
}

TEMPLATE_TEST_CASE("A rate, a decay and an epsilon of exactly 0 are taken, below they are not", "", Adam,
                   AdamW, NAdam, RMSProp, AdaGrad) {
  const Eigen::Vector3d first{1, -2, 3}, gradient{0.5, 1, -1};
  Eigen::Vector3d p = first;
  auto state = TestType{}.init(p);
  TestType{.learning_rate = 0}.step(p, gradient, state);
  CHECK(p == first);
  TestType zero;
  zero.weight_decay = zero.epsilon = 0;
  zero.step(p, gradient, state);
  CHECK(((p - first).array() * gradient.array() < 0).all());
  const Eigen::Vector3d before = p;
  for (double TestType::*setting : {&TestType::learning_rate, &TestType::weight_decay, &TestType::epsilon}) {
    TestType negative;
    negative.*setting = -1e-300;
    CHECK_THROWS_AS(negative.step(p, gradient, state), std::invalid_argument);
  }
  CHECK(p == before);
}

TEST_CASE("SGD takes a rate, a momentum and a decay of exactly 0, and none below") {
  const Eigen::Vector3d first{1, -2, 3}, gradient{0.5, 1, -1};
  Eigen::Vector3d p = first;
  SGD{.learning_rate = 0}.step(p, gradient);
  CHECK(p == first);
  for (double SGD::*setting : {&SGD::learning_rate, &SGD::momentum, &SGD::weight_decay}) {
    SGD negative;
    negative.*setting = -1e-300;
    CHECK_THROWS_AS(negative.step(p, gradient), std::invalid_argument);
  }
  CHECK(p == first);
}

TEST_CASE("Vectors of other lengths are refused by their names") {
  CHECK_NOTHROW(detail::check_same_length("Adam", "gradient", 3, 3));
  CHECK_THROWS_WITH(detail::check_same_length("Adam", "gradient", 3, 2),
                    "strata: Adam: expected 3 elements as in the parameters, got 2 in the gradient; pass the "
                    "gradient and the state that belong to these parameters");
}
