#pragma once

#include <Eigen/Core>

#include <strata/core/shape.hpp>

namespace strata {

/// The numbers of a file, features x samples: an `Eigen::Matrix` whose sizes only the file knows.
///
/// Eigen lets a vector, or a matrix of fixed sizes, take what fits of any other matrix, silently in a release
/// build. To take a `FileMatrix` does not compile; a matrix of run-time sizes takes it as it is.
template <class Number>
class FileMatrix : public Eigen::PlainObjectBase<FileMatrix<Number>> {
 public:
  using Base = Eigen::PlainObjectBase<FileMatrix>;
  EIGEN_DENSE_PUBLIC_INTERFACE(FileMatrix)

  FileMatrix() = default;
  FileMatrix(Index rows, Index columns) { this->resize(rows, columns); }

  template <class Derived>
  FileMatrix& operator=(const Eigen::DenseBase<Derived>& other) {
    return Base::_set(other);
  }

  Index innerStride() const { return 1; }
  Index outerStride() const { return this->rows(); }

  /// The same numbers in another type, which no vector takes either.
  template <class Other>
  FileMatrix<Other> cast() const {
    FileMatrix<Other> result;
    result = Base::template cast<Other>();
    return result;
  }
};

namespace detail {

/// Stops the compiler where a file's matrix goes to anything but a matrix of run-time sizes.
template <class Destination>
struct TakesAnyFile {
  static_assert(Destination::RowsAtCompileTime == Eigen::Dynamic &&
                    Destination::ColsAtCompileTime == Eigen::Dynamic,
                "strata: a file may hold any sizes: read it to an Eigen::MatrixX<...>, or classes by "
                "read_npy_labels, read_idx_labels");
};

}  // namespace detail

}  // namespace strata

/// What Eigen wants to know of an expression:
/// https://eigen.tuxfamily.org/dox/TopicNewExpressionType.html
namespace Eigen::internal {

template <class Number>
struct traits<strata::FileMatrix<Number>> : traits<Matrix<Number, Dynamic, Dynamic>> {};

template <class Number>
struct evaluator<strata::FileMatrix<Number>> : evaluator<PlainObjectBase<strata::FileMatrix<Number>>> {
  using XprType = strata::FileMatrix<Number>;
  using evaluator<PlainObjectBase<XprType>>::evaluator;
};

template <class Destination, class Number, class Functor>
struct Assignment<Destination, strata::FileMatrix<Number>, Functor, Dense2Dense, void> {
  static void run(Destination& destination, const strata::FileMatrix<Number>& file, const Functor& functor) {
    (void)strata::detail::TakesAnyFile<Destination>{};
    using Numbers = Map<const Matrix<Number, Dynamic, Dynamic>>;
    Assignment<Destination, Numbers, Functor>::run(destination,
                                                   Numbers(file.data(), file.rows(), file.cols()), functor);
  }
};

}  // namespace Eigen::internal
