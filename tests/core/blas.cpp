#include <strata/core/blas.hpp>

#include "../support/checks.hpp"

using namespace strata;

namespace {

/// Whether a square product is left to the BLAS.
template <class Scalar>
bool is_left_to_blas(Index extent) {
  using Matrix = Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic>;
  const Matrix a = Matrix::Ones(extent, extent);
  Matrix c = a;
  return detail::blas_product<Eigen::ColMajor, Eigen::ColMajor>(a.data(), extent, a.data(), extent, c.data(),
                                                                extent, extent, extent, true);
}

#ifdef STRATA_USE_BLAS
constexpr bool has_blas = true;
#else
constexpr bool has_blas = false;
#endif

}  // namespace

TEST_CASE("Columns that overlap are not left to a BLAS, which refuses them") {
  const Eigen::VectorXf numbers = Eigen::VectorXf::Ones(256);
  Eigen::MatrixXf c(128, 128);
  const auto is_left = [&](Index left_stride, Index right_stride) {
    return detail::blas_product<Eigen::ColMajor, Eigen::ColMajor>(
        numbers.data(), left_stride, numbers.data(), right_stride, c.data(), 128, 128, 128, true);
  };
  CHECK_FALSE(is_left(1, 1));
  CHECK_FALSE(is_left(127, 127));
}

TEST_CASE("Large products are left to the BLAS where there is one, small ones and other numbers are not") {
  CHECK(is_left_to_blas<float>(102) == has_blas);
  CHECK(is_left_to_blas<double>(102) == has_blas);
  CHECK_FALSE(is_left_to_blas<float>(101));
  CHECK_FALSE(is_left_to_blas<long double>(102));
}
