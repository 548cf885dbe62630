// error: strata: a file may hold any sizes: read it to an Eigen::MatrixX<...>, or classes by read_npy_labels
// shows: RowsAtCompileTime
#include <strata/data/npy.hpp>

using namespace strata;

int main() { Eigen::RowVectorXi labels = read_npy<int>("one_hot.npy"); }
