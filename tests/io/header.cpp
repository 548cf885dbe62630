#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <sstream>
#include <string>
#include <vector>

#include <strata/io/header.hpp>

#include "../support/checks.hpp"
#include "../support/layers.hpp"
#include "../support/temporary_folder.hpp"
#include "header_report.hpp"

using namespace strata;

template <>
struct strata::SourceOf<third_party::Center>
    : strata::PlainSource<third_party::Center, "third_party::Center", "support/layers.hpp"> {};

namespace {

std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Runs a command, whose messages a failure shows.
void run(const std::string& command, const checks::TemporaryFolder& folder) {
  const int result = std::system((command + " 2> '" + folder.file("messages") + "'").c_str());
  INFO(command << '\n' << read(folder.file("messages")));
  REQUIRE(result == 0);
}

/// The program that includes the headers below. It counts what is asked of the heap, and returns 1 where
/// that is anything.
const std::string program = R"(
#include "big.hpp"
#include "controller.hpp"
#include "every_layer.hpp"
#include "special_numbers.hpp"
#include "io/header_report.hpp"

static long allocations = 0;
extern "C" void* __libc_malloc(std::size_t size);
extern "C" void* malloc(std::size_t size) {
  ++allocations;
  return __libc_malloc(size);
}

static bool small_networks_need_no_heap() {
  const long before = allocations;
  const auto net = controller::make();
  strata::Workspace<controller::Network, 1> pass;
  const auto x = header_report::sample<controller::Network>();
  const auto y = net.predict(x);
  return net.predict(x, pass) == y && allocations == before;
}

static bool a_workspace_is_the_last_of_a_large_network() {
  const auto net = big::make();
  strata::Workspace<big::Network, 1> pass;
  const auto x = header_report::sample<big::Network>();
  net.predict(x, pass);
  const long before = allocations;
  net.predict(x, pass);
  return before > 0 && allocations == before;
}

int main() {
  using namespace header_report;
  if (!small_networks_need_no_heap() || !a_workspace_is_the_last_of_a_large_network()) return 1;
  write_memory(stdout, special_numbers::make());
  write_memory(stdout, every_layer::make());
  write_prediction(stdout, every_layer::make());
  write_prediction(stdout, controller::make());
  write_prediction(stdout, big::make());
}
)";

using Controller = Sequential<float, Input<4>, Dense<16>, Tanh, Dense<16>, LeakyReLU, Dense<2>>;

Controller controller() {
  return Controller(Input<4>{}, Dense<16>{}, Tanh{}, Dense<16>{}, LeakyReLU{.negative_slope = 0.2},
                    Dense<2>{});
}

/// Every layer there is, none with its default hyper-parameters, and memory that is nobody's default.
auto every_layer() {
  auto net = make_sequential<double>(
      Input<3>{}, Normalization{}, Dense<4, false>{}, BatchNorm{.epsilon = 1e-3, .momentum = 0.3}, GELU{},
      GELUTanh{}, third_party::Center{}, ELU{.alpha = 0.7}, LayerNorm{.epsilon = 0.1}, HardSwish{},
      Dropout{0.2}, Mish{}, Identity{}, LeakyReLU{.negative_slope = 0.3}, SELU{}, SiLU{},
      Softplus{.beta = 1.5, .threshold = 2}, Tanh{}, Dense<4>{},
      Residual(Dense<4>{}, ELU{.alpha = 0.3},
               Residual(BatchNorm{.epsilon = 1e-2, .momentum = 0.4}, LeakyReLU{.negative_slope = 0.1})),
      Sigmoid{}, ReLU{}, Softmax{}, Denormalization{});
  net.parameters() = checks::random(net.parameters().size(), 1);
  net.state() = checks::random(net.state().size(), 1).cwiseAbs();
  return net;
}

/// The library's folder of headers, from the command that compiles.
std::filesystem::path library_folder() {
  const std::string command = STRATA_TESTS_COMPILE, option = "-I '";
  const auto begin = command.find(option) + option.size();
  return std::filesystem::path(command.substr(begin, command.find('\'', begin) - begin)) / "strata";
}

/// The names of the classes in a header that have a forward pass.
std::vector<std::string> layers_in(const std::filesystem::path& header) {
  std::vector<std::string> names;
  std::istringstream lines(read(header.string()));
  std::string name;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("struct ") || line.starts_with("class "))
      name =
          line.substr(line.find(' ') + 1, line.find_first_of(" {", line.find(' ') + 1) - line.find(' ') - 1);
    const bool is_forward = line.find("  void forward(") == 0;
    if (is_forward && (names.empty() || names.back() != name)) names.push_back(name);
  }
  return names;
}

/// All kinds of numbers that a type holds.
auto special_numbers() {
  using Scalar = long double;
  using Limits = std::numeric_limits<Scalar>;
  const std::array numbers{
      Scalar{0},          -Scalar{0},          Scalar{1} / 3,         -Scalar{2} / 3,
      Limits::min(),      Limits::min() / 8,   Limits::denorm_min(),  -Limits::denorm_min(),
      Limits::max(),      Limits::lowest(),    1 + Limits::epsilon(), std::nextafter(Scalar{1}, Scalar{0}),
      Limits::infinity(), -Limits::infinity(), Limits::quiet_NaN(),   -Limits::quiet_NaN()};
  Sequential<Scalar, Input<3>, Dense<4>> net;
  for (std::size_t i = 0; i < numbers.size(); ++i) net.parameters()[static_cast<Index>(i)] = numbers[i];
  return net;
}

}  // namespace

TEST_CASE("A header holds a network to the bit, and asks for no exceptions, RTTI or heap") {
  using namespace header_report;
  const checks::TemporaryFolder folder;
  const Sequential<double, Input<40>, Dense<60>, Tanh, Dense<40>> big;
  std::FILE* expected = std::fopen(folder.file("expected").c_str(), "w");
  REQUIRE(expected != nullptr);
  write_memory(expected, special_numbers());
  write_memory(expected, every_layer());
  write_prediction(expected, every_layer());
  write_prediction(expected, controller());
  write_prediction(expected, big);
  std::fclose(expected);

  save_header(controller(), folder.file("controller.hpp"));
  save_header(every_layer(), folder.file("every_layer.hpp"));
  save_header(special_numbers(), folder.file("special_numbers.hpp"));
  save_header(big, folder.file("big.hpp"));
  std::ofstream(folder.file("program.cpp")) << program;
  run("cd '" + folder.file("") +
          "' && " STRATA_TESTS_COMPILE " -O1 -fno-exceptions -fno-rtti -Wall -Wextra " +
          "-Wpedantic -Wconversion -Wshadow -Werror -MD -MF included program.cpp -o program",
      folder);
  run("cd '" + folder.file("") + "' && ./program > got", folder);

  CHECK(read(folder.file("got")) == read(folder.file("expected")));
  const std::string included = read(folder.file("included"));
  CHECK_THAT(included, contains("strata/network/sequential.hpp"));
  for (const char* other :
       {"strata/strata.hpp", "strata/io/", "strata/training/", "strata/data/", "/iostream"})
    CHECK_THAT(included, !contains(other));
}

TEST_CASE("The test of all layers holds every one that the library has") {
  const std::string header = to_header(every_layer());
  std::size_t count = 0;
  for (const char* folder : {"activations", "layers"})
    for (const auto& file : std::filesystem::directory_iterator(library_folder() / folder))
      for (const std::string& name : layers_in(file.path())) {
        if (name == "Chain") continue;  // what networks and Residual are made of
        CAPTURE(name);
        const bool is_held = header.find("strata::" + name + "{") != std::string::npos ||
                             header.find("strata::" + name + "<") != std::string::npos;
        CHECK(is_held);
        const std::string path = (folder / file.path().filename()).string();
        CHECK(header.find("#include <strata/" + path + ">") != std::string::npos);
        ++count;
      }
  CHECK(count >= 20);
}

TEST_CASE("A header says the type, the headers of its layers and the numbers of each tensor") {
  Sequential<float, Input<2>, Dense<2>, Tanh> net;
  net.parameters() << 1, -0.5, 0.15625, 0, 3, 0.1f;
  CHECK(to_header(net, "tiny") == R"(// Made by strata::save_header: make it anew rather than change it.
// clang-format off
#pragma once

#include <limits>

#include <strata/activations/tanh.hpp>
#include <strata/layers/dense.hpp>
#include <strata/network/sequential.hpp>

namespace tiny {

using Network = strata::Sequential<float,
    strata::Input<2>,
    strata::Dense<2>,
    strata::Tanh>;

inline constexpr float parameters[] = {
    // 0.weight, 2 x 2
    0x1p+0f, -0x1p-1f, 0x1.4p-3f, 0x0p+0f,
    // 0.bias, 2 x 1
    0x1.8p+1f, 0x1.99999ap-4f,
};

inline Network make() {
  Network net(
    strata::Input<2>{},
    strata::Dense<2>{},
    strata::Tanh{});
  net.parameters() = Eigen::Map<const Network::Parameters>(parameters, 6);
  return net;
}

}  // namespace tiny
)");
}

TEST_CASE("Numbers fill lines of 110 characters") {
  const auto lines = [](int positive, int negative) {
    std::vector<float> numbers(static_cast<std::size_t>(positive), 1.0f);
    numbers.insert(numbers.end(), static_cast<std::size_t>(negative), -1.0f);
    return detail::lines_of(numbers, "    ");
  };
  std::string line = "\n    0x1p+0f, 0x1p+0f, 0x1p+0f,";
  for (int i = 0; i < 8; ++i) line += " -0x1p+0f,";
  REQUIRE(line.size() == 1 + 110);
  CHECK(lines(3, 8) == line);
  CHECK(lines(3, 9) == line + "\n    -0x1p+0f,");
  // With one more they would fill 111.
  std::string eleven = "\n    0x1p+0f,";
  for (int i = 1; i < 11; ++i) eleven += " 0x1p+0f,";
  CHECK(lines(12, 0) == eleven + "\n    0x1p+0f,");
  CHECK(lines(0, 0).empty());
}

TEST_CASE("A network of one number is written with it") {
  Sequential<double, Input<1>, Dense<1, false>> net;
  net.parameters() << 0.5;
  CHECK_THAT(to_header(net), contains("parameters[] = {\n    // 0.weight, 1 x 1\n    0x1p-1,\n};\n"));
}

TEST_CASE("A network without parameters is written without arrays") {
  const std::string header = to_header(Sequential<double, Input<2, 3>, Softmax>());
  CHECK_THAT(header, contains("strata::Input<2, 3>"));
  CHECK_THAT(header, !contains("[]") && !contains("Eigen::Map"));
}

TEST_CASE("A network of run-time sizes is written with its sizes fixed") {
  auto fixed = make_sequential<double>(Input<3>{}, Dense<4>{}, BatchNorm{.momentum = 0.2}, Dense<2, false>{},
                                       ELU{.alpha = 0.1});
  fixed.state().setLinSpaced(1, 2);
  auto run_time = make_sequential<double>(Input{3}, Dense{4}, BatchNorm{.momentum = 0.2}, Dense{2, no_bias},
                                          ELU{.alpha = 0.1});
  run_time.parameters() = fixed.parameters();
  run_time.state() = fixed.state();
  CHECK(to_header(run_time) == to_header(fixed));
}

TEST_CASE("A header's namespace has the name of its file, or another one, and is an identifier") {
  const checks::TemporaryFolder folder;
  const Sequential<float, Input<1>, Dense<1>> net;
  save_header(net, folder.file("Arm_2.hpp"));
  CHECK(read(folder.file("Arm_2.hpp")) == to_header(net, "Arm_2"));
  save_header(net, folder.file("Arm_2.hpp"), "leg");
  CHECK(read(folder.file("Arm_2.hpp")) == to_header(net, "leg"));

  for (const std::string name : {"2_arms", "9", "my-arm", "arm\n#define x", "a::b", "\xc3\xa4"})
    CHECK_THROWS_WITH(save_header(net, folder.file("Arm_2.hpp"), name),
                      contains(("strata: save_header: expected a name for a C++ namespace, got \"" + name +
                                "\"; name the file so, or pass a name")
                                   .c_str()));
  CHECK_THROWS_WITH(save_header(net, folder.file("class.hpp")),
                    contains("strata: save_header: expected a name that programs leave free, got \"class\""));
  CHECK_THROWS_WITH(save_header(net, folder.file("Arm_2.hpp"), "linux"), contains("got \"linux\""));
  CHECK_THROWS_WITH(to_header(net, "_arm"),
                    contains("expected a name that programs leave free, got \"_arm\""));
  CHECK_THROWS_WITH(save_header(net, folder.file("my-arm.hpp")), contains("got \"my-arm\""));
  CHECK_THROWS_WITH(to_header(net, ""), contains("got \"\""));
  CHECK_THROWS_WITH(save_header(net, folder.file("none/arm.hpp")), contains("none/arm.hpp: cannot"));
  CHECK(read(folder.file("Arm_2.hpp")) == to_header(net, "leg"));
  CHECK(folder.count() == 1);
}

TEST_CASE("A network that was moved from is not written") {
  auto net = make_sequential<double>(Input{3}, Dense{4}, BatchNorm{});
  auto moved = net;
  moved.state().resize(0);
  CHECK_THROWS_WITH(to_header(moved), contains("expected 8 numbers of state, got 0"));
  net.parameters().resize(3);
  CHECK_THROWS_WITH(to_header(net), contains("expected 24 numbers of parameters, got 3"));
}
