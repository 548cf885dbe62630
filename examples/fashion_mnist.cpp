// Ten kinds of clothes: a multilayer perceptron on Fashion-MNIST, and what it gets wrong.
//   fashion_mnist [--epochs N] [--samples N] [--seed N] [--data folder]

#include <filesystem>
#include <iomanip>
#include <iostream>
#include <vector>

#include <strata/data/idx.hpp>
#include <strata/strata.hpp>

#include "arguments.hpp"
#include "fashion_pictures.hpp"

using namespace strata;

int main(int argc, char** argv) {
  const Arguments arguments(argc, argv);
  const std::string folder = arguments.text("--data", "/usr/share/datasets/fashion-mnist");
  if (!std::filesystem::exists(folder + "/train-images-idx3-ubyte.gz")) {
    std::cout << "No data set in " << folder << " (on Debian: apt-get install dataset-fashion-mnist).\n";
    return 0;
  }

  const Eigen::MatrixXf images = read_idx<float>(folder + "/train-images-idx3-ubyte.gz") / 255;
  const Eigen::RowVectorXi labels = read_idx_labels(folder + "/train-labels-idx1-ubyte.gz");
  const Eigen::MatrixXf test_images = read_idx<float>(folder + "/t10k-images-idx3-ubyte.gz") / 255;
  const Eigen::RowVectorXi test_labels = read_idx_labels(folder + "/t10k-labels-idx1-ubyte.gz");
  const Index epochs = arguments.number("--epochs", 15);
  const Dataset train = Dataset(images, labels).slice(0, arguments.number("--samples", images.cols()));
  const Dataset test(test_images, test_labels);

  Sequential<float, Input<784>, Normalization, Dense<256>, ReLU, Dropout, Dense<128>, ReLU, Dense<10>> net(
      {}, {}, {}, {}, Dropout{0.2}, {}, {}, {});
  net.initialize(Automatic{}, static_cast<std::uint64_t>(arguments.number("--seed", 0)));
  adapt(net, train);
  const History history = fit(net, CrossEntropy{}, Adam{.learning_rate = 1e-3}, train,
                              {.epochs = epochs,
                               .batch_size = 64,
                               .validation = &test,
                               .metrics = {Accuracy{}},
                               .schedule = CosineDecay{.steps = epochs},
                               .seed = static_cast<std::uint64_t>(arguments.number("--seed", 0))});
  const auto [loss, accuracy, confusion] = evaluate(net, CrossEntropy{}, test, Accuracy{}, ConfusionMatrix{});

  std::cout << "Test loss " << loss << ", accuracy " << accuracy << "\n\nAccuracy by class:\n";
  const Eigen::VectorXd by_class = per_class_accuracy(confusion);
  for (Index i = 0; i < 10; ++i)
    std::cout << std::setw(14) << std::left << class_names[static_cast<std::size_t>(i)] << by_class(i)
              << '\n';
  draw_and_say("fashion_mnist_history.svg", history);
  draw_and_say("fashion_mnist_confusion.svg", confusion, class_names);
  draw_mistakes("fashion_mnist_mistakes.svg", predict(net, test_images), test_images, test_labels);
}
