#include <strata/data/dataset.hpp>
#include <strata/data/file_matrix.hpp>
#include <strata/layers/dense.hpp>
#include <strata/network/sequential.hpp>

#include "../support/checks.hpp"

using namespace strata;

namespace {

const Eigen::MatrixXd numbers{{1, 2, 3}, {4, 5, 6}};

FileMatrix<double> file() {
  FileMatrix<double> matrix;
  matrix = numbers;
  return matrix;
}

double sum_of(const Eigen::Ref<const Eigen::MatrixXd>& matrix) { return matrix.sum(); }

}  // namespace

TEST_CASE("A file's matrix becomes any matrix of run-time sizes, however it is taken") {
  const Eigen::MatrixXd copied = file();
  Eigen::MatrixXd built(file()), braced{file()}, assigned(7, 7), part = Eigen::MatrixXd::Zero(3, 4);
  assigned = file();
  part.bottomRightCorner(2, 3) = file();
  CHECK(copied == numbers);
  CHECK(built == numbers);
  CHECK(braced == numbers);
  CHECK(assigned == numbers);
  CHECK(part.bottomRightCorner(2, 3) == numbers);
  assigned += file();
  CHECK(assigned == 2 * numbers);
}

TEST_CASE("A file's matrix is used as a matrix where it is") {
  auto matrix = file();
  CHECK(matrix.rows() == 2);
  CHECK(matrix.cols() == 3);
  CHECK(matrix(1, 2) == 6);
  CHECK(matrix.data()[1] == 4);
  CHECK(matrix == numbers);
  CHECK(matrix / 2 == numbers / 2);
  CHECK(matrix.transpose() * matrix == numbers.transpose() * numbers);
  CHECK(sum_of(matrix) == 21);
  CHECK(&Eigen::Ref<const Eigen::MatrixXd>(matrix).coeffRef(0, 0) == matrix.data());
  matrix /= 2;
  matrix.row(0).setZero();
  CHECK(matrix == Eigen::MatrixXd{{0, 0, 0}, {2, 2.5, 3}});
  matrix = matrix * 2;
  CHECK(matrix(1, 0) == 4);
}

TEST_CASE("A file's matrix in another type is a file's matrix") {
  const auto whole = file().cast<int>();
  static_assert(std::is_same_v<decltype(whole), const FileMatrix<int>>);
  CHECK(whole == numbers.cast<int>());
}

TEST_CASE("Networks and data sets take a file's matrix") {
  const auto x = file();
  const FileMatrix<int> labels = [] {
    FileMatrix<int> row;
    row = Eigen::MatrixXi{{0, 1, 0}};
    return row;
  }();
  const Dataset data(x, labels);
  auto [inputs, targets] = data.buffers(3);
  data.gather(0, 3, inputs, targets);
  CHECK(inputs == numbers);
  CHECK(targets == Eigen::RowVector3i{0, 1, 0});
  Sequential<double, Input<2>, Dense<2>> net;
  CHECK(net.predict(x) == net.predict(numbers));
}
