#include <filesystem>
#include <fstream>
#include <iterator>

#include <strata/io/gnuplot.hpp>

#include "../support/checks.hpp"
#include "../support/continental.hpp"
#include "../support/temporary_folder.hpp"

using namespace strata;

namespace {

std::string contents(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

History history_of(const std::vector<double>& losses) {
  History history;
  for (const double loss : losses)
    history.epochs.push_back({.number = static_cast<Index>(history.epochs.size()) + 1, .loss = loss});
  history.best_epoch = static_cast<Index>(losses.size());
  return history;
}

}  // namespace

TEST_CASE("A history is drawn with both axes named, whole epochs and the best one, whatever the locale") {
  if (!detail::has_gnuplot()) return;
  const checks::WorkingFolder folder;
  const Continental streams;
  History history = history_of({0.5, 0.25, 0.125});
  history.metric_names = {"Accuracy"};
  for (auto& epoch : history.epochs) epoch.metrics = {0.75};
  CHECK(draw("history.svg", history));
  const std::string picture = contents("history.svg");
  for (const char* text : {">epoch<", ">loss<", ">Accuracy<", ">best epoch 3<", ">training loss<", "0.25<"})
    CHECK_THAT(picture, contains(text));
  CHECK_THAT(picture, !contains(">1.5<"));
  CHECK_THAT(picture, !contains(">validation loss<"));
  history.epochs[0].validation_loss = 0.5;
  CHECK(draw("history.svg", history));
  CHECK_THAT(contents("history.svg"), contains(">validation loss<"));
}

TEST_CASE("Losses step by step and confusion matrices are drawn") {
  if (!detail::has_gnuplot()) return;
  const checks::WorkingFolder folder;
  CHECK(draw("losses.svg", std::vector<double>{4, 2, 1}));
  CHECK_THAT(contents("losses.svg"), contains(">step<") && contains(">loss<"));
  const Eigen::MatrixXi confusion{{5, 1}, {0, 4321}};
  CHECK(draw("confusion.svg", confusion, {"cat"}));
  const std::string picture = contents("confusion.svg");
  for (const char* text : {">cat<", ">1<", ">4321<", ">predicted class<", ">true class<"})
    CHECK_THAT(picture, contains(text));
  CHECK_THAT(picture, !contains(">none<"));
  CHECK(draw("nothing_chosen.svg", Eigen::MatrixXi(Eigen::MatrixXi::Ones(2, 3))));
  CHECK_THAT(contents("nothing_chosen.svg"), contains(">none<"));
  CHECK(draw("empty.svg", Eigen::MatrixXi(Eigen::MatrixXi::Zero(3, 3))));
}

TEST_CASE("A confusion matrix of no classes is refused") {
  if (!detail::has_gnuplot()) return;
  CHECK_THROWS_WITH(draw("confusion.svg", Eigen::MatrixXi()), contains("at least one class"));
}

TEST_CASE("No text of a user is run, wherever it stands in a picture") {
  if (!detail::has_gnuplot()) return;
  for (const std::string text : {"`touch run`", "$(touch run)", "| touch run", "'; system 'touch run",
                                 "\"`touch run`\"", "a\nsystem 'touch run'", "@run", "{/:Bold x}"}) {
    const checks::WorkingFolder folder;
    INFO(text);
    History history = history_of({1, 0.5});
    history.metric_names = {text};
    for (auto& epoch : history.epochs) epoch.metrics = {0.5};
    const bool can_name_a_file = text.find('\n') == std::string::npos && text.find('/') == std::string::npos;
    const std::string path = can_name_a_file ? text : "picture.svg";
    CHECK(draw(path, history));
    CHECK(draw(path, Eigen::MatrixXi(Eigen::MatrixXi::Ones(2, 2)), {text, text}));
    CHECK(folder.count() == 1);
    CHECK(std::filesystem::file_size(path) > 1000);
  }
}

TEST_CASE("A picture that cannot be written or understood is an error") {
  if (!detail::has_gnuplot()) return;
  const checks::WorkingFolder folder;
  CHECK_THROWS_WITH(draw("/nowhere/picture.svg", std::vector<double>{1}),
                    "strata: /nowhere/picture.svg: cannot be written: No such file or directory");
  CHECK_THROWS_WITH(draw("picture.svg", "no such command 2> /dev/null"),
                    contains("gnuplot could not draw picture.svg"));
}
