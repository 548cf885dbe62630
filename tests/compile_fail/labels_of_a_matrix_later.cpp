// error: strata: a file may hold any sizes: read it to an Eigen::MatrixX<...>, or classes by read_npy_labels
// shows: ColsAtCompileTime
#include <strata/data/npy.hpp>

using namespace strata;

int main() {
  const auto table = read_npy<double>("one_hot.npy");
  Eigen::VectorXi labels;
  labels = table.cast<int>();
}
