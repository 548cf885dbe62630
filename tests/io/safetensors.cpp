#include "../support/safetensors.hpp"

#include <set>
#include <sstream>

#include <strata/io/safetensors.hpp>

#include "../support/checks.hpp"
#include "../support/file_kinds.hpp"
#include "../support/killed.hpp"
#include "../support/temporary_folder.hpp"

using namespace strata;
using checks::entry;
using checks::safetensors;

namespace {

using Network = Sequential<double, Input<3>, Dense<4>, BatchNorm, ReLU, Residual<Dense<4>>, Dense<2>>;

const Eigen::MatrixXd x = checks::random(3, 5);

/// A network that has seen data, so that its state is not the first one.
Network trained(std::uint64_t seed = 1) {
  Network net;
  net.initialize(Automatic{}, seed);
  (void)net.forward(checks::random(3, 9, 2, seed));
  return net;
}

template <class Net>
void load_bytes(Net& net, const std::string& bytes, const LoadOptions& options = {}) {
  std::istringstream in(bytes);
  detail::load_from(net, in, "file", options);
}

/// The file is refused with these words, and the network stays as it was.
template <class Net>
void refused(Net net, const std::string& bytes, const char* message, const LoadOptions& options = {}) {
  const auto before = net;
  CHECK_THROWS_WITH(load_bytes(net, bytes, options), contains(message));
  CHECK_THROWS_AS(load_bytes(net, bytes, options), std::runtime_error);
  CHECK(net.parameters() == before.parameters());
  CHECK(net.state() == before.state());
}

std::string bytes_of(const auto& net, const auto& options) {
  const checks::TemporaryFolder folder;
  save(net, folder.file("a"), options);
  return detail::read_file(folder.file("a"));
}

using Neuron = Sequential<float, Input<1>, Dense<1>>;

/// A file for a `Neuron` whose weight is of this type.
std::string neuron(const std::string& dtype, const std::string& weight, const std::string& more = "") {
  const std::string end = std::to_string(weight.size());
  return safetensors("{" + entry("0.weight", dtype, "1,1", "0," + end) + "," +
                         entry("0.bias", "F32", "1", end + "," + std::to_string(weight.size() + 4)) + more +
                         "}",
                     weight + std::string("\0\0\x80\x3f", 4));
}

}  // namespace

TEST_CASE("What is saved is loaded to the bit, parameters and state") {
  const checks::TemporaryFolder folder;
  const Network net = trained();
  save(net, folder.file("a"), {.self_test = x});
  CHECK(folder.count() == 1);
  Network loaded;
  load(loaded, folder.file("a"));
  CHECK(loaded.parameters() == net.parameters());
  CHECK(loaded.state() == net.state());
  CHECK(loaded.predict(x) == net.predict(x));

  const auto single = net.cast<float>();
  save(single, folder.file("a"), {.self_test = x.cast<float>()});
  auto loaded_single = Network{}.cast<float>();
  load(loaded_single, folder.file("a"));
  CHECK(loaded_single.parameters() == single.parameters());
  CHECK(loaded_single.state() == single.state());
}

TEST_CASE("A file fits run-time sizes as it fits fixed ones") {
  auto net = make_sequential<double>(Input{3}, Dense{4}, BatchNorm{}, ReLU{}, Residual{Dense{4}}, Dense{2});
  load_bytes(net, bytes_of(trained(), SaveOptions<double>{}));
  CHECK(net.parameters() == trained().parameters());
}

TEST_CASE("Weights lie in the file by rows, as PyTorch has them") {
  Sequential<double, Input<2>, Dense<2>> net;
  net.layer<0>().weights() << 1, 2, 3, 4;
  const std::string bytes = bytes_of(net, SaveOptions<double>{});
  const auto header = detail::parse_safetensors(bytes, "file");
  const auto& weight = header.tensors.at("0.weight");
  CHECK(weight.shape == std::vector<std::uint64_t>{2, 2});
  const char* data = &bytes[bytes.size() - 6 * 8 + weight.begin];
  for (std::size_t i = 0; i < 4; ++i)
    CHECK(detail::number_at<double>(data + 8 * i, std::endian::little) == double(i + 1));
}

TEST_CASE("Views on the parameters outlive a load") {
  Network net;
  const auto weights = net.layer<0>().weights();
  load_bytes(net, bytes_of(trained(), SaveOptions<double>{}));
  const Network expected = trained();
  CHECK(weights == expected.layer<0>().weights());
}

TEST_CASE("Types widen into any scalar, and narrow when asked") {
  const auto weight_of = [](auto net, const std::string& bytes, bool narrow) {
    load_bytes(net, bytes, {.allow_narrowing = narrow});
    CHECK(net.parameters()(1) == 1);
    return static_cast<double>(net.parameters()(0));
  };
  const Sequential<double, Input<1>, Dense<1>> wide;
  const Sequential<long double, Input<1>, Dense<1>> wider;
  std::string f64;
  detail::append_little_endian(f64, 0.1);
  CHECK(weight_of(wide, neuron("F64", f64), false) == 0.1);
  CHECK(weight_of(wider, neuron("F64", f64), false) == 0.1);
  CHECK(weight_of(Neuron{}, neuron("F64", f64), true) == double{0.1f});
  CHECK(weight_of(wide, neuron("F32", std::string("\0\0\0\x3f", 4)), false) == 0.5);
  CHECK(weight_of(Neuron{}, neuron("F16", std::string("\0\xc0", 2)), false) == -2);
  CHECK(weight_of(wider, neuron("BF16", std::string("\x40\xc0", 2)), false) == -3);
  refused(Neuron{}, neuron("F64", f64), "pass {.allow_narrowing = true}");
}

TEST_CASE("Data that no scalar is aligned to is read") {
  for (const char* padding : {"", " ", "  ", "   ", "    ", "     ", "      ", "       "}) {
    Neuron net;
    load_bytes(net, neuron("F16", std::string("\0\xc0", 2), padding));
    CHECK(net.parameters()(0) == -2);
    CHECK(net.parameters()(1) == 1);
  }
}

TEST_CASE("Attack: a number that narrows to infinity") {
  std::string huge;
  detail::append_little_endian(huge, -1e300);
  refused(
      Neuron{}, neuron("F64", huge),
      "strata: file: tensor \"0.weight\", element 0: expected a number that the network's scalar can hold, "
      "got -1",
      {.allow_narrowing = true});
  std::string infinite;
  detail::append_little_endian(infinite, std::numeric_limits<double>::infinity());
  Neuron net;
  load_bytes(net, neuron("F64", infinite), {.allow_narrowing = true});
  CHECK(std::isinf(net.parameters()(0)));
}

TEST_CASE("Counters of rank 0 are ignored") {
  const std::string more = "," + entry("1.num_batches_tracked", "I64", "", "8,16");
  Neuron net;
  load_bytes(net, neuron("F32", std::string("\0\0\0\x3f", 4), more) + "12345678");
  CHECK(net.parameters()(0) == 0.5f);
}

TEST_CASE("Attack: shapes that are not the network's, tensors missing and extra") {
  refused(Sequential<double, Input<3>, Dense<5>>{}, bytes_of(trained(), SaveOptions<double>{}),
          "strata: file: expected the network's tensors, got others\n"
          "  mismatched \"0.weight\": expected 5 x 3, got 4 x 3\n"
          "  mismatched \"0.bias\": expected 5, got 4\n"
          "  unexpected \"1.bias\", 4\n"
          "  unexpected \"1.running_mean\", 4\n"
          "  unexpected \"1.running_var\", 4\n"
          "  unexpected \"1.weight\", 4\n"
          "  unexpected \"3.0.bias\", 4\n");
  refused(trained(), bytes_of(Sequential<double, Input<3>, Dense<4>>{}, SaveOptions<double>{}),
          "missing \"1.running_mean\", 4");
}

TEST_CASE("Attack: a transposed weight of the same size") {
  refused(Sequential<double, Input<2>, Dense<3, false>>{},
          bytes_of(Sequential<double, Input<3>, Dense<2, false>>{}, SaveOptions<double>{}),
          "mismatched \"0.weight\": expected 3 x 2, got 2 x 3");
}

TEST_CASE("A prefix and new names find a network among others") {
  const checks::TemporaryFolder folder;
  const auto rename = [](const std::string& name) { return "linear" + name; };
  const Network net = trained();
  save(net, folder.file("a"), {.prefix = "encoder.", .rename = rename, .self_test = x});
  const auto header = detail::parse_safetensors(detail::read_file(folder.file("a")), "a");
  CHECK(header.tensors.contains("encoder.linear3.0.weight"));
  CHECK(header.metadata.contains("encoder.strata.self_test"));
  Network loaded;
  load(loaded, folder.file("a"), {.prefix = "encoder.", .rename = rename});
  CHECK(loaded.parameters() == net.parameters());
  refused(Network{}, detail::read_file(folder.file("a")), "missing \"encoder.0.weight\"",
          {.prefix = "encoder."});

  const std::string two = safetensors("{" + entry("a.0.weight", "F32", "1,1", "0,4") + "," +
                                          entry("a.0.bias", "F32", "1", "4,8") + "," +
                                          entry("b.0.weight", "F32", "9", "8,44") + "}",
                                      std::string(44, '\0'));
  Neuron neuron;
  load_bytes(neuron, two, {.prefix = "a."});
  CHECK(neuron.parameters().isZero());
}

TEST_CASE("Names that repeat are refused, and nothing is written") {
  const checks::TemporaryFolder folder;
  const auto same = [](const std::string&) { return "same"; };
  CHECK_THROWS_AS(save(trained(), folder.file("a"), {.rename = same}), std::invalid_argument);
  CHECK(folder.count() == 0);
  refused(Network{}, bytes_of(trained(), SaveOptions<double>{}), "missing \"same\"", {.rename = same});
}

TEST_CASE("Weights that are saved once are loaded for each layer that shares them") {
  using Tied = Sequential<double, Input<2>, Dense<2>, Tanh, Dense<2>>;
  Sequential<double, Input<2>, Dense<2>> shared;
  shared.initialize(Automatic{}, 3);
  const std::string bytes = bytes_of(shared, SaveOptions<double>{});
  Tied net;
  load_bytes(net, bytes, {.rename = {{"2", "0"}}});
  CHECK(net.layer<0>().weights() == shared.layer<0>().weights());
  CHECK(net.layer<2>().weights() == shared.layer<0>().weights());
  refused(Tied{}, bytes, "missing \"2.weight\"");
}

TEST_CASE("A list of pairs names tensors in both directions, and a pair that fits none is refused") {
  const checks::TemporaryFolder folder;
  const Network net = trained();
  const Rename rename = {{"0", "fc1"}, {"1.weight", "norm.gamma"}, {"3.0", "block"}};
  save(net, folder.file("a"), {.rename = rename});
  const auto header = detail::parse_safetensors(detail::read_file(folder.file("a")), "a");
  for (const char* name : {"fc1.weight", "fc1.bias", "norm.gamma", "1.bias", "block.weight", "4.weight"})
    CHECK(header.tensors.contains(name));
  Network loaded;
  load(loaded, folder.file("a"), {.rename = {{"0", "fc1"}, {"1.weight", "norm.gamma"}, {"3.0", "block"}}});
  CHECK(loaded.parameters() == net.parameters());
  const char* message =
      "strata: safetensors: expected the network's names in .rename, such as \"0.weight\", got "
      "\"0.weights\"; each "
      "pair is the name here and the name in the file";
  CHECK_THROWS_WITH(load(loaded, folder.file("a"), {.rename = {{"0.weights", "fc1.weight"}}}), message);
  CHECK_THROWS_WITH(save(net, folder.file("b"), {.rename = {{"0.weights", "fc1.weight"}}}), message);
  CHECK(folder.count() == 1);
}

TEST_CASE("Extra tensors are ignored when named") {
  const std::string more = "," + entry("pos_ids", "I64", "1", "8,16");
  const std::string bytes = neuron("F32", std::string("\0\0\0\x3f", 4), more) + "12345678";
  Neuron net;
  load_bytes(net, bytes, {.ignore = {"pos_*"}});
  CHECK(net.parameters()(0) == 0.5f);
  refused(Neuron{}, bytes, "unexpected \"pos_ids\", 1");
}

TEST_CASE("A layer without the tensors that ours has is refused with what to do") {
  const std::string bytes = bytes_of(Sequential<double, Input<3>, Dense<4>>{}, SaveOptions<double>{});
  refused(Sequential<double, Input<3>, Dense<4>, LayerNorm>{}, bytes,
          "\nLayerNorm(elementwise_affine=False) stores neither weight nor bias; in Python, before saving: "
          "state[\"1.weight\"] = torch.ones(4); state[\"1.bias\"] = torch.zeros(4)\n");
  refused(Sequential<double, Input<3>, Dense<4>, BatchNorm>{}, bytes,
          "\nBatchNorm1d(track_running_stats=False) keeps");
}

TEST_CASE("A file of another kind is named as what it seems to be, whatever its length would be") {
  for (const auto& other : checks::other_files())
    refused(Neuron{}, other.bytes,
            ("strata: file: byte 0: expected a safetensors file, " + other.got()).c_str());
  refused(Neuron{}, "1,2,3\n4,5,6\n", "length of the header: expected at most 100000000 bytes");
}

TEST_CASE("A file that would predict something else is refused") {
  using Other = Sequential<double, Input<3>, Dense<4>, BatchNorm, Tanh, Residual<Dense<4>>, Dense<2>>;
  const std::string bytes = bytes_of(trained(), SaveOptions<double>{.self_test = x});
  refused(Other{}, bytes, "strata: file: self-test: expected the stored prediction within ");
  refused(make_sequential<double>(Input{3}, Dense{4}, BatchNorm{.epsilon = 1e-3}, ReLU{}, Residual{Dense{4}},
                                  Dense{2}),
          bytes, "the file belongs to other layers or options of them");

  auto single = Network{}.cast<float>();
  load_bytes(single, bytes, {.allow_narrowing = true});
  CHECK(checks::distance(single.predict(x.cast<float>()).cast<double>(), trained().predict(x)) < 1e-5);

  std::string damaged = bytes;
  damaged[damaged.size() - 10 * 8 - 2] ^= 0x10;
  refused(trained(2), damaged, "self-test");
}

TEST_CASE("Attack: a file cut at any byte") {
  const std::string bytes = bytes_of(trained(), SaveOptions<double>{.self_test = x});
  Network net = trained(2);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    INFO(size);
    CHECK_THROWS_AS(load_bytes(net, bytes.substr(0, size)), std::runtime_error);
  }
  CHECK(net.parameters() == trained(2).parameters());
  CHECK(net.state() == trained(2).state());
}

TEST_CASE("Attack: any byte changed loads whole or changes nothing") {
  const std::string bytes = bytes_of(Sequential<double, Input<2>, Dense<2>>{}, SaveOptions<double>{});
  for (std::size_t position = 0; position < bytes.size() - 6 * 8; ++position)
    for (int value = 0; value < 256; value += 5) {
      std::string changed = bytes;
      changed[position] = static_cast<char>(value);
      Sequential<double, Input<2>, Dense<2>> net;
      net.parameters().setConstant(7);
      bool loaded = true;
      try {
        load_bytes(net, changed);
      } catch (const std::runtime_error&) {
        loaded = false;
      }
      if ((net.parameters().array() == 7).any() == loaded) FAIL("byte " << position << " as " << value);
    }
}

TEST_CASE("A file that cannot be opened or written is named with what the system says") {
  Network net;
  CHECK_THROWS_WITH(load(net, "/nowhere/a"),
                    "strata: /nowhere/a: cannot be opened: No such file or directory");
  CHECK_THROWS_WITH(save(net, "/nowhere/a"), contains("strata: /nowhere/a: cannot create a file beside it"));
  CHECK_THROWS_WITH(load(net, "/"), "strata: /: cannot be read: Is a directory");
}

TEST_CASE("A program killed at 200 random moments of saving leaves a network that was saved") {
  using Large = Sequential<float, Input<64>, Dense<256>, Tanh, Dense<16>>;
  const checks::TemporaryFolder folder;
  const std::string path = folder.file("a");
  const Eigen::MatrixXf input = checks::random<Eigen::MatrixXf>(64, 2);
  Large net;
  net.parameters().setZero();
  save(net, path, {.self_test = input});

  std::set<float> seen;
  checks::killed_at_random_moments(
      [&](int) {
        net.parameters().array() += 0x1p-10f;
        save(net, path, {.self_test = input});
      },
      [&] {
        load(net, path);
        REQUIRE((net.parameters().array() == net.parameters()(0)).all());
        seen.insert(net.parameters()(0));
      });
  CHECK(seen.size() == 200);
}
