// What any program pays that multiplies two matrices with Eigen.

#include <Eigen/Dense>
#include <cstdio>

int main() {
  const Eigen::MatrixXf weights = Eigen::MatrixXf::Random(128, 784),
                        images = Eigen::MatrixXf::Random(784, 64);
  Eigen::MatrixXf outputs(128, 64);
  outputs.noalias() = weights * images;
  std::printf("%g\n", static_cast<double>(outputs.sum()));
}
