// No text that a machine reads follows a locale, nor does a message.
#include <clocale>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <sstream>

#include <strata/data/csv.hpp>
#include <strata/data/npy.hpp>
#include <strata/io/checkpoint.hpp>
#include <strata/io/gnuplot.hpp>
#include <strata/io/header.hpp>
#include <strata/io/safetensors.hpp>

#include "../support/checks.hpp"
#include "../support/continental.hpp"
#include "../support/temporary_folder.hpp"

using namespace strata;

namespace {

using Net = Sequential<double, Input<2>, Normalization, Dense<3>, LeakyReLU, Dropout, Dense<1>>;

std::string contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

template <class Thing>
std::string streamed(const Thing& thing) {
  std::ostringstream text;
  text << thing;
  return text.str();
}

/// What an error says.
template <class F>
std::string complaint(F&& f) {
  try {
    f();
  } catch (const std::exception& error) {
    return error.what();
  }
  return "no error";
}

std::string of_files(const Net& net, const Eigen::MatrixXd& x) {
  save(net, "locale.safetensors", {.self_test = x});
  Net loaded;
  load(loaded, "locale.safetensors");
  write_npy("locale.npy", x);
  const Table table = parse_csv("height,width\n1234.5,-2.5e3\n12345,0.125\n", "table");
  return to_header(net) + contents("locale.safetensors") + contents("locale.npy") +
         streamed(table.values(0, 0) == 1234.5) + streamed(table.values(1, 0) == -2500) +
         streamed(loaded.parameters() == net.parameters());
}

/// Trains for two epochs, goes on from the checkpoint for a third, and tells what there was to read.
std::string of_training(Net& net, const Dataset<double>& data) {
  std::FILE* progress = std::tmpfile();
  History history;
  for (const Index epochs : {2, 3})
    history = fit(net, MeanSquaredError{}, SGD{.learning_rate = 1e-3, .momentum = 0.5}, data,
                  {.epochs = epochs,
                   .batch_size = 1000,
                   .metrics = {R2{}},
                   .checkpoint = Checkpoint{"locale.checkpoint"},
                   .progress = progress});
  for (auto& epoch : history.epochs) epoch.seconds = 1234.5;
  std::rewind(progress);
  std::string shown(1000, ' ');
  shown.resize(std::fread(shown.data(), 1, shown.size(), progress));
  std::fclose(progress);
  write_csv("locale.csv", history);
  return contents("locale.csv") + streamed(history) + shown.substr(0, shown.find("  0")) +
         streamed(net.parameters() == net.parameters());
}

std::string of_messages(const Net& net, const Dataset<double>& data) {
  const Eigen::MatrixXd wrong = Eigen::MatrixXd::Zero(1234, 5678);
  return streamed(summary(net)) + complaint([&] { net.predict(wrong); }) +
         complaint([] { Dropout{-1234.5}; }) + complaint([&] { data.split(1234.5); }) +
         complaint([] { parse_csv("a,b\n1234.5,x\n", "table"); }) +
         complaint([] { Huber{.delta = -1234.5}.value(Eigen::MatrixXd(1, 1), Eigen::MatrixXd(1, 1)); }) +
         complaint([] { make_sequential<double>(Input{1}, Dense{Index{1} << 60}); });
}

/// All that the library writes.
std::string everything() {
  const checks::WorkingFolder folder;
  const Eigen::MatrixXd x = 1234.5 * checks::random(2, 2345), y = x.topRows(1);
  const Dataset data(x, y);
  Net net;
  adapt(net, data);
  return of_files(net, x.leftCols(3)) + of_training(net, data) + of_messages(net, data);
}

}  // namespace

TEST_CASE("Nothing that is written or said follows the locale of C++") {
  const std::string expected = everything();
  const Continental streams;
  CHECK(everything() == expected);
}

TEST_CASE("Nothing that is written or said follows the locale of C") {
  const std::string expected = everything();
  if (!std::setlocale(LC_ALL, "de_DE.UTF-8")) return;
  char text[20];
  std::snprintf(text, sizeof text, "%g", 0.5);
  CHECK(text == std::string("0,5"));
  const bool is_equal = everything() == expected;
  std::setlocale(LC_ALL, "C");
  CHECK(is_equal);
}
