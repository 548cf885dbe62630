// A model that PyTorch trained, used here; and one that strata trained further, given back. from_pytorch.py
// is the other side:
//
//   python3 from_pytorch.py train model.safetensors
//   from_pytorch model.safetensors trained.safetensors
//   python3 from_pytorch.py predict trained.safetensors

#include <iomanip>
#include <iostream>

#include <strata/io/safetensors.hpp>
#include <strata/strata.hpp>

using namespace strata;

// nn.Sequential(nn.Linear(2, 16), nn.BatchNorm1d(16), nn.SiLU(), nn.Linear(16, 1))
using Model = Sequential<float, Input<2>, Dense<16>, BatchNorm, SiLU, Dense<1>>;

const Eigen::MatrixXf points{{0.5f, -1.0f, 1.5f}, {1.0f, 0.5f, -1.5f}};

void print(const char* what, const Model& model) {
  std::cout << what << std::fixed << std::setprecision(5) << ' ' << model.predict(points) << '\n';
}

int main(int argc, char** argv) try {
  if (argc != 3) throw std::invalid_argument("usage: from_pytorch model.safetensors trained.safetensors");
  Model model;
  load(model, argv[1]);
  print("strata predicts:", model);

  const Eigen::MatrixXf x = 2 * Eigen::MatrixXf::Random(2, 1000);
  const Eigen::RowVectorXf z = x.row(0).array().sin() * x.row(1).array();
  fit(model, MeanSquaredError{}, Adam{}, Dataset(x, z), {.epochs = 20, .progress = nullptr});
  save(model, argv[2], {.self_test = points});
  print("Trained further, strata predicts:", model);
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
