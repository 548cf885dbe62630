#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "../support/catch2.hpp"

namespace {

/// What a command prints; it must succeed.
std::string run(const std::string& command) {
  INFO(command);
  std::FILE* pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string printed;
  for (int character = std::fgetc(pipe); character != EOF; character = std::fgetc(pipe))
    printed += static_cast<char>(character);
  CHECK(pclose(pipe) == 0);
  return printed;
}

/// The command that runs an example.
std::string example(const std::string& name) { return std::string("'" STRATA_EXAMPLES_DIR "/") + name + "'"; }

/// The numbers that follow `label` in the line that begins with it.
std::vector<double> numbers(const std::string& printed, const std::string& label) {
  INFO(printed);
  INFO(label);
  std::istringstream lines(printed);
  std::string line;
  while (std::getline(lines, line) && !line.starts_with(label)) {
  }
  REQUIRE(lines);
  std::istringstream rest(line.substr(label.size()));
  return {std::istream_iterator<double>(rest), {}};
}

/// The only number that follows `label`.
double number(const std::string& printed, const std::string& label) {
  const auto all = numbers(printed, label);
  REQUIRE(all.size() == 1);
  return all[0];
}

void check_near(const std::vector<double>& got, const std::vector<double>& expected, double tolerance) {
  REQUIRE(got.size() == expected.size());
  for (std::size_t i = 0; i < got.size(); ++i) {
    CAPTURE(i, got[i], expected[i]);
    CHECK(std::abs(got[i] - expected[i]) <= tolerance);
  }
}

const bool has_gnuplot = std::system("gnuplot --version > /dev/null 2>&1") == 0;

/// Runs an example that draws, and checks its picture where gnuplot is installed.
std::string run_and_draw(const std::string& name) {
  const auto path = std::filesystem::path(STRATA_EXAMPLES_DIR) / ("picture of " + name + ".svg");
  std::filesystem::remove(path);
  const std::string printed = run(example(name) + " '" + path.string() + "'");
  INFO(printed);
  if (has_gnuplot) {
    CHECK_THAT(printed, contains(path.c_str()));
    std::ifstream file(path);
    const std::string picture{std::istreambuf_iterator<char>(file), {}};
    CHECK_THAT(picture, contains("<svg"));
    CHECK_THAT(picture, contains("</svg>"));
    CHECK(picture.size() > 10'000);
    CHECK(picture.size() < 200'000);
    std::filesystem::remove(path);
  }
  return printed;
}

}  // namespace

TEST_CASE("tutorial_forward prints the outputs of both nodes") {
  const std::string printed = run(example("tutorial_forward"));
  check_near({number(printed, "Hidden Layer Output:")}, {0.5621765008857981}, 1e-15);
  check_near(numbers(printed, "Output Layer Output:"), {0.5171564995551399, 0.5171564995551399}, 1e-15);
}

TEST_CASE("tutorial_backprop prints losses, gradients and parameters after the step") {
  const std::string printed = run(example("tutorial_backprop"));
  const auto check = [&](const std::string& label, const std::vector<double>& expected) {
    check_near(numbers(printed, label), expected, 1e-15);
  };
  check("Loss before", {0.08000044574390162});
  check("dL/dW node0", {-0.0010430318886446774, -0.002086063777289355});
  check("dL/db node0", {-0.010430318886446775});
  check("dL/dW node1", {-0.03970518906800436, -0.03970518906800436});
  check("dL/db node1", {-0.07062762140616434, -0.07062762140616434});
  check("W node0", {0.5001043031888645, 0.5002086063777289});
  check("b node0", {0.10104303188864468});
  check("W node1", {0.30397051890680044, 0.30397051890680044});
  check("b node1", {-0.09293723785938357, -0.09293723785938357});
  check("Loss after", {0.07868162292427848});
}

TEST_CASE("learning_rate shows rates that are too low, right and too high") {
  const std::string printed = run_and_draw("learning_rate");
  const auto losses = [&](const std::string& rate) {
    const auto after = numbers(printed, "Learning rate " + rate + " ");
    REQUIRE(after.size() == 4);
    return after;
  };
  const double before = 0.08000044574390162;

  SECTION("0.001 hardly moves") {
    CHECK(losses("0.001")[3] < before);
    CHECK(losses("0.001")[3] > 0.8 * before);
  }
  SECTION("0.1 is slow and sure, 1 is ten times as fast") {
    check_near({losses("0.1")[0]}, {0.07868162292427848}, 1e-5);
    CHECK(losses("0.1")[3] < 1e-5);
    check_near({losses("1")[1], losses("1")[2]}, {losses("0.1")[2], losses("0.1")[3]}, 1e-3);
  }
  SECTION("10 is the fastest of these") {
    for (const std::string other : {"0.001", "0.1", "1", "100", "1000"})
      for (std::size_t i = 0; i < 4; ++i) CHECK(losses("10")[i] <= losses(other)[i]);
    CHECK(losses("10")[2] < 1e-25);
  }
  SECTION("100 leaps over the target and does not settle") {
    // Outputs of 1 have the loss (1 - 0.8)^2.
    check_near({losses("100")[0]}, {0.04}, 1e-4);
    CHECK(losses("100")[3] < 0.02);
    CHECK(losses("100")[3] > 1e-4);
  }
  SECTION("1000 stays where the sigmoid is flat") {
    check_near(losses("1000"), {0.04, 0.04, 0.04, 0.04}, 1e-4);
  }
}

TEST_CASE("an example that draws prints its table and names the package where gnuplot is missing") {
  const std::string printed = run("PATH= " + example("learning_rate"));
  CHECK(numbers(printed, "Learning rate 0.1 ").size() == 4);
  CHECK_THAT(printed, contains("gnuplot-nox"));
  CHECK_THAT(printed, !contains("Picture:"));
}

TEST_CASE("xor learns its truth table") {
  const std::string printed = run_and_draw("xor");
  CHECK(number(printed, "Mean squared error:") < 1e-3);
  check_near({number(printed, "0 0 ->"), number(printed, "0 1 ->"), number(printed, "1 0 ->"),
              number(printed, "1 1 ->")},
             {0, 1, 1, 0}, 0.06);
}

TEST_CASE("custom_layer agrees with its central differences") {
  const std::string printed = run(example("custom_layer"));
  CHECK_THAT(printed, contains("Alone: gradients agree in 54 elements"));
  CHECK_THAT(printed, contains("In a network: gradients agree in 49 elements"));
  CHECK(numbers(printed, "1 Snake") == std::vector<double>{8, 8});
  CHECK(number(printed, "Total") == 49);
}

TEST_CASE("embedded brings the hand to its points, and asks for neither heap nor exceptions nor streams") {
  const std::string printed = run(example("embedded/embedded"));
  CHECK(number(printed, "Code and data:") < 100'000);
  std::istringstream lines(printed);
  std::string line;
  int points = 0;
  while (std::getline(lines, line)) {
    double x, y, shoulder, elbow, hand_x, hand_y;
    if (std::sscanf(line.c_str(), "(%lf, %lf) -> joints %lf %lf -> hand %lf %lf", &x, &y, &shoulder, &elbow,
                    &hand_x, &hand_y) != 6)
      continue;
    check_near({hand_x, hand_y}, {x, y}, 0.02);
    ++points;
  }
  CHECK(points == 3);
  const std::string asked = run("nm -u " + example("embedded/embedded"));
  for (const char* symbol : {"alloc", "_Zn", "__cxa_throw", "_ZSt", "_ZNSo"})
    CHECK_THAT(asked, !contains(symbol));
}

TEST_CASE("make_arm teaches an arm and writes it as a header") {
  const std::string path = STRATA_EXAMPLES_DIR "/arm_of_the_test.hpp";
  CHECK(number(run(example("embedded/make_arm") + " '" + path + "'"), "Mean squared error:") < 1e-3);
  std::ifstream file(path);
  const std::string header{std::istreambuf_iterator<char>(file), {}};
  CHECK_THAT(header, contains("inline Network make()"));
  std::filesystem::remove(path);
}

TEST_CASE("iris tells the flowers apart for every seed") {
  const std::string printed = run(example("iris"));
  for (const std::string seed : {"1", "2", "3", "4", "5"}) {
    INFO(printed);
    const auto accuracy = printed.find("Seed " + seed + ": accuracy ");
    REQUIRE(accuracy != std::string::npos);
    CHECK(std::stod(printed.substr(accuracy + 17)) >= 0.95);
  }
}

TEST_CASE("sine finds the curve under the noise") {
  const std::string printed = run_and_draw("sine");
  INFO(printed);
  CHECK(std::stod(printed.substr(printed.find(": ") + 2)) < 0.06);
}

TEST_CASE("spirals are told apart") {
  const std::string printed = run_and_draw("spirals");
  INFO(printed);
  CHECK(std::stod(printed.substr(printed.find("accuracy ") + 9)) > 0.99);
}

#ifdef STRATA_EXAMPLE_NLOPT
TEST_CASE("nlopt goes below Adam with as many evaluations") {
  const std::string printed = run(example("nlopt"));
  INFO(printed);
  CHECK(number(printed, "Adam, 2000 steps:") < 1e-2);
  CHECK(std::stod(printed.substr(printed.rfind(": ") + 2)) < 1e-4);
}
#endif

#ifdef STRATA_EXAMPLE_FASHION_MNIST
TEST_CASE("fashion_mnist learns in one epoch of few samples, or names the package of its data") {
  CHECK_THAT(run(example("fashion_mnist") + " --data /nowhere"),
             contains("apt-get install dataset-fashion-mnist"));
  const std::string printed =
      run("cd '" STRATA_EXAMPLES_DIR "' && " + example("fashion_mnist") + " --epochs 1 --samples 2000 2>&1");
  INFO(printed);
  if (printed.find("No data set") == std::string::npos) {
    CHECK(std::stod(printed.substr(printed.find(", accuracy ") + 11)) > 0.7);
    CHECK_THAT(printed, contains("Ankle boot"));
  }
}
#endif

#ifdef STRATA_EXAMPLE_FROM_PYTORCH
namespace {

/// The command that runs Python without traces in the source; empty where PyTorch is not installed.
std::string python_with_torch() {
  const std::string python = "'" STRATA_PYTHON "' -B ";
  if (std::system((python + "-c 'import torch' 2> /dev/null").c_str()) == 0) return python;
  WARN("Skipped: python3-torch is not installed");
  return "";
}

}  // namespace

TEST_CASE("from_pytorch.py is imported, and saves and loads tensors of every type") {
  const std::string python = python_with_torch();
  if (python.empty()) return;
  const std::string file = " '" STRATA_EXAMPLES_DIR "/types.safetensors'";
  CHECK(number(run(python +
                   "'" STRATA_EXAMPLES_SOURCE
                   "/../tests/examples/from_pytorch_types.py' '" STRATA_EXAMPLES_SOURCE "/from_pytorch'" +
                   file),
               "Types:") == 10);
}

TEST_CASE("from_pytorch predicts what PyTorch predicts, and PyTorch what it predicts") {
  const std::string python = python_with_torch();
  if (python.empty()) return;
  const std::string script = python + "'" STRATA_EXAMPLES_SOURCE "/from_pytorch/from_pytorch.py' ";
  const std::string model = " '" STRATA_EXAMPLES_DIR "/model.safetensors'";
  const std::string trained = " '" STRATA_EXAMPLES_DIR "/trained.safetensors'";
  const std::string label = "PyTorch predicts:";
  const auto taught = numbers(run(script + "train" + model), label);
  CHECK(taught.size() == 3);
  const std::string printed = run(example("from_pytorch/from_pytorch") + model + trained);
  check_near(numbers(printed, "strata predicts:"), taught, 2e-5);
  const auto further = numbers(printed, "Trained further, strata predicts:");
  CHECK(further != taught);
  check_near(numbers(run(script + "predict" + trained), label), further, 2e-5);
}
#endif
