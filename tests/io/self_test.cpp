#include <strata/io/self_test.hpp>

#include "../support/checks.hpp"

using namespace strata;
using detail::run_self_test;
using detail::self_test_text;

namespace {

using Network = Sequential<double, Input<2>, Dense<3>, Tanh, Dense<1>>;

const Eigen::MatrixXd x = checks::random(2, 4);
constexpr double epsilon = std::numeric_limits<double>::epsilon();

void refused(const std::string& text, const char* message) {
  CHECK_THROWS_WITH(run_self_test(Network{}, text, epsilon, "file"), contains(message));
  CHECK_THROWS_AS(run_self_test(Network{}, text, epsilon, "file"), std::runtime_error);
}

}  // namespace

TEST_CASE("A network passes its own self-test, to the last bit of what was stored") {
  const Network net;
  const std::string text = self_test_text(net, x);
  run_self_test(net, text, 0, "file");
  const auto json = nlohmann::json::parse(text);
  CHECK(json["input"].size() == 4);
  CHECK(json["input"][3][1].get<double>() == x(1, 3));
  CHECK(json["output"][3][0].get<double>() == net.predict(x)(0, 3));
}

TEST_CASE("In another scalar it passes to half of its digits") {
  const std::string text = self_test_text(Network{}, x);
  run_self_test(Network{}.cast<float>(), text, std::numeric_limits<float>::epsilon(), "file");
  run_self_test(Network{}.cast<long double>(), text, epsilon, "file");
}

TEST_CASE("A network that predicts something else fails, by how much it says") {
  const std::string text = self_test_text(Network{}, x);
  Network other;
  const double largest = other.predict(x).cwiseAbs().maxCoeff();
  other.parameters().tail(1).array() += 0.5e-8 * largest;
  run_self_test(other, text, epsilon, "file");
  other.parameters().tail(1).array() += 2e-8 * largest;
  CHECK_THROWS_WITH(run_self_test(other, text, epsilon, "file"),
                    contains("strata: file: self-test: expected the stored prediction within ") &&
                        contains("; the file belongs to other layers or options of them"));
}

TEST_CASE("What is allowed grows with the largest prediction") {
  Network net;
  net.parameters().tail(1).array() += 1e6;
  const std::string text = self_test_text(net, x);
  net.parameters().tail(1).array() += 1e-2;
  run_self_test(net, text, epsilon, "file");
  net.parameters().tail(1).array() += 1e-2;
  CHECK_THROWS_AS(run_self_test(net, text, epsilon, "file"), std::runtime_error);
}

TEST_CASE("A network that predicts no numbers fails") {
  Network broken;
  broken.parameters()(0) = std::nan("");
  CHECK_THROWS_AS(run_self_test(broken, self_test_text(Network{}, x), epsilon, "file"), std::runtime_error);
}

TEST_CASE("A self-test without finite numbers is not stored") {
  Network broken;
  broken.parameters()(0) = std::nan("");
  CHECK_THROWS_WITH(self_test_text(broken, x), contains("self-test: expected finite numbers"));
  const Eigen::MatrixXd infinite = Eigen::MatrixXd::Constant(2, 1, std::numeric_limits<double>::infinity());
  CHECK_THROWS_AS(self_test_text(Network{}, infinite), std::invalid_argument);
  CHECK_THROWS_WITH(self_test_text(Network{}, checks::random(3, 1)), contains("expected 2 features"));
}

TEST_CASE("A stored self-test that is none is refused") {
  refused("", "file: self-test: expected a JSON object of input and output, got \"\"");
  refused("[]", "expected a JSON object");
  refused("{\"output\":[[1]]}", "expected a JSON object of input and output");
  refused("{\"input\":[[1,2]]}", "expected a JSON object of input and output");
  refused("{\"input\":7,\"output\":[[1]]}",
          "file: self-test: expected samples of 2 numbers each, as many inputs as outputs, got no array of "
          "samples");
  refused("{\"input\":{},\"output\":[[1]]}", "got no array of samples");
  refused("{\"input\":[],\"output\":[]}", "got no array of samples");
  refused("{\"input\":[7],\"output\":[[1]]}", "got a sample that is no array");
  refused("{\"input\":[[1]],\"output\":[[1]]}", "got 1 numbers");
  refused("{\"input\":[[1,null]],\"output\":[[1]]}", "got something else than a number");
  refused("{\"input\":[[1,2]],\"output\":[[1],[2]]}", "got 2 samples");
  refused("{\"input\":[[1,1e999]],\"output\":[[1]]}", "expected a JSON object");
  refused("{\"input\":" + std::string(100'000, '['), "expected a JSON object");
  refused("{\"input\":" + std::string(100'000, '[') + std::string(100'000, ']') + ",\"output\":[[1]]}",
          "expected samples of 2 numbers each");
}
