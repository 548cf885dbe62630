#include "../support/gnuplot.hpp"

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

/// What gnuplot is told to draw.
template <class... Picture>
std::string commands_for(const Picture&... picture) {
  const checks::StandInForGnuplot gnuplot;
  const checks::TemporaryFolder folder;
  const std::string path = folder.file("picture.svg");
  CHECK(draw(path, picture...));
  CHECK(folder.count() == 1);
  const std::string
      commands = gnuplot.commands(),
      begin = "set terminal svg size 720,480 font 'sans-serif,14' background rgb 'white'\nset output " +
              detail::quoted_for_gnuplot(path) +
              "\nset encoding utf8\nset micro\nset tics out nomirror\n"
              "set grid linetype 1 linecolor rgb '#dddddd'\n";
  REQUIRE(commands.starts_with(begin));
  REQUIRE(commands.ends_with('\n'));
  return commands.substr(begin.size(), commands.size() - begin.size() - 1);
}

}  // namespace

TEST_CASE("A history is a row of numbers for each epoch and a curve for each of its columns") {
  const std::string marked = " with linespoints pointtype 7 pointsize 0.5 linewidth 2 linetype ";
  History history = history_of({0.5, 0.125});
  history.metric_names = {"Accuracy", "F1"};
  history.epochs[0].validation_loss = 0.75;
  history.epochs[1].validation_loss = 0.0625;
  history.epochs[0].metrics = {0.25, 3};
  history.epochs[1].metrics = {0.5, 3.5};
  history.best_epoch = 1;
  CHECK(commands_for(history) ==
        "$data << END\n1 0.5 0.75 0.25 3\n2 0.125 0.0625 0.5 3.5\nEND\n" +
            detail::curve_axes("epoch", 2, {0.0625, 0.75}) + detail::best_epoch_mark(1, 2) +
            "set ytics nomirror\nset y2tics\nset y2label \"metrics\" noenhanced\nplot $data using 1:2" +
            marked + "1 title \"training loss\", $data using 1:3" + marked +
            "2 title \"validation loss\", $data using 1:4 axes x1y2" + marked +
            "3 title \"Accuracy \\050right\\051\", $data using 1:5 axes x1y2" + marked +
            "4 title \"F1 \\050right\\051\"");

  history = history_of({0.5});
  history.metric_names = {"F1"};
  history.epochs[0].metrics = {3};
  history.epochs[0].validation_loss = 0.75;
  CHECK(commands_for(history) == "$data << END\n1 0.5 0.75 3\nEND\n" +
                                     detail::curve_axes("epoch", 1, {0.5, 0.75}) +
                                     "set y2range [1.5:4.5]\nset ytics nomirror\nset y2tics\nset y2label "
                                     "\"F1\" noenhanced\nplot $data using 1:2" +
                                     marked + "1 title \"training loss\", $data using 1:3" + marked +
                                     "2 title \"validation loss\", $data using 1:4 axes x1y2" + marked +
                                     "3 title \"F1 \\050right\\051\"");

  CHECK(commands_for(History{}) == "$data << END\nEND\n" + detail::curve_axes("epoch", 0, {}) +
                                       "plot $data using 1:2" + marked + "1 title \"training loss\"");
  history = history_of({0.5, 0.25});
  history.best_epoch = 0;
  CHECK_THAT(commands_for(history), !contains("best epoch"));
}

TEST_CASE("Losses step by step are one curve without a name") {
  const std::string curve =
      "unset key\nplot $data using 1:2 with linespoints pointtype 7 pointsize 0.5 linewidth 2 "
      "linetype 1 title \"\"";
  CHECK(commands_for(std::vector<double>{4, 0.5}) ==
        "$data << END\n1 4\n2 0.5\nEND\n" + detail::curve_axes("step", 2, {0.5, 4}) + curve);
  CHECK(commands_for(std::vector<double>{}) ==
        "$data << END\nEND\n" + detail::curve_axes("step", 0, {}) + curve);
}

TEST_CASE("A cell of a confusion matrix is its column, row, count and share of the row") {
  const std::string
      image = R"(set xtics rotate by 45 right
set xlabel 'predicted class'
set ylabel 'true class'
unset grid
unset colorbox
set cbrange [0:1]
set palette defined (0 '#ffffff', 1 '#0072b2')
plot $data using 1:2:4 with image pixels notitle)",
      numbers =
          ", $data using 1:2:(sprintf('%d', $3)):($4 > 0.6 ? 0xffffff : 0x333333) with labels font "
          "',12' textcolor rgb variable notitle";
  const auto tics = [](const std::vector<std::string>& chosen, const std::vector<std::string>& classes) {
    return detail::class_tics("x", chosen) + detail::class_tics("y", classes);
  };
  const Eigen::MatrixXi none_chosen{{1, 0, 3}, {0, 0, 0}}, one{{1}};
  CHECK(commands_for(none_chosen, std::vector<std::string>{"cat"}) ==
        "$data << END\n0 0 1 0.25\n1 0 0 0\n2 0 3 0.75\n0 1 0 0\n1 1 0 0\n2 1 0 0\nEND\n" +
            detail::class_axes(2, 3, 4) + tics({"cat", "1", "none"}, {"cat", "1"}) + image + numbers);
  CHECK(commands_for(one, std::vector<std::string>{""}) ==
        "$data << END\n0 0 1 1\nEND\n" + detail::class_axes(1, 1, 0) + tics({""}, {""}) + image + numbers);
}

TEST_CASE("Cells have numbers where there are up to 25 classes") {
  CHECK_THAT(commands_for(Eigen::MatrixXi(Eigen::MatrixXi::Ones(25, 25))), contains("sprintf"));
  CHECK_THAT(commands_for(Eigen::MatrixXi(Eigen::MatrixXi::Ones(26, 26))), !contains("sprintf"));
}

TEST_CASE("Without gnuplot nothing is drawn, and with one that fails it is said") {
  const checks::WorkingFolder folder;
  {
    const checks::SearchPath path(folder.file(""));
    CHECK_FALSE(draw("picture.svg", std::vector<double>{1}));
    CHECK(folder.count() == 0);
  }
  const checks::StandInForGnuplot gnuplot(1);
  CHECK_THROWS_WITH(draw("picture.svg", std::vector<double>{1}),
                    "strata: draw: gnuplot could not draw picture.svg");
  CHECK_THROWS_WITH(draw("nowhere/picture.svg", std::vector<double>{1}),
                    "strata: nowhere/picture.svg: cannot be written: No such file or directory");
}

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
