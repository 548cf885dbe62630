#pragma once

#include <Eigen/Core>
#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <strata/core/text.hpp>
#include <strata/data/bytes.hpp>
#include <strata/data/convert.hpp>
#include <strata/data/file_kind.hpp>
#include <strata/data/file_matrix.hpp>
#include <strata/data/labels.hpp>
#include <strata/data/read_file.hpp>

namespace strata {

namespace detail {

/// The dictionary of an .npy file, such as {'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }.
class NpyHeader {
 public:
  std::string_view type;
  std::optional<bool> fortran_order;
  std::vector<Index> extents;

  /// `text` is the header without what precedes it in the file.
  NpyHeader(std::string_view text, std::string_view file) : text_(text), file_(file) {
    take('{');
    while (!next_is('}')) {
      const std::string_view key = quoted();
      take(':');
      if (key == "descr")
        type = quoted();
      else if (key == "fortran_order")
        fortran_order = boolean();
      else if (key == "shape")
        tuple();
      else
        fail("the keys descr, fortran_order and shape", shown(key));
      if (!next_is('}')) take(',');
    }
    if (type.empty() || !fortran_order || !has_shape_)
      fail("the keys descr, fortran_order and shape", "not all of them");
  }

 private:
  [[noreturn]] void fail(const std::string& expected, const std::string& got) const {
    throw_bad_file(file_, "header", expected, got);
  }

  bool next_is(char c) {
    while (!text_.empty() && text_[0] == ' ') text_.remove_prefix(1);
    return !text_.empty() && text_[0] == c;
  }

  void take(char c) {
    if (!next_is(c)) fail(std::string(1, c), shown(text_.substr(0, 10)));
    text_.remove_prefix(1);
  }

  std::string_view quoted() {
    const char quote = next_is('"') ? '"' : '\'';
    take(quote);
    const std::size_t end = text_.find(quote);
    if (end == std::string_view::npos) fail("a closing quote", "the end");
    const std::string_view content = text_.substr(0, end);
    text_.remove_prefix(end + 1);
    return content;
  }

  bool boolean() {
    const bool value = next_is('T');
    const std::string_view word = value ? "True" : "False";
    if (!text_.starts_with(word)) fail("True or False", shown(text_.substr(0, 10)));
    text_.remove_prefix(word.size());
    return value;
  }

  void tuple() {
    take('(');
    extents.clear();
    while (!next_is(')')) {
      const std::size_t digits = std::min(text_.find_first_not_of("0123456789"), text_.size());
      Index extent = 0;
      if (!read_number(text_.substr(0, digits), extent)) fail("a whole number", shown(text_.substr(0, 10)));
      text_.remove_prefix(digits);
      extents.push_back(extent);
      if (next_is('L')) take('L');  // as Python 2 writes whole numbers
      if (!next_is(')')) take(',');
    }
    take(')');
    has_shape_ = true;
  }

  std::string_view text_, file_;
  bool has_shape_ = false;
};

/// Calls `f` with the type that `name` stands for, such as "f8".
template <class F>
void with_npy_type(std::string_view name, std::string_view file, F&& f) {
  const auto is = [&]<class T>(const char* label, std::type_identity<T> type) {
    if (name != label) return false;
    f(type);
    return true;
  };
  const bool known =
      is("f4", std::type_identity<float>{}) || is("f8", std::type_identity<double>{}) ||
      is("f2", std::type_identity<Half>{}) || is("i1", std::type_identity<std::int8_t>{}) ||
      is("i2", std::type_identity<std::int16_t>{}) || is("i4", std::type_identity<std::int32_t>{}) ||
      is("i8", std::type_identity<std::int64_t>{}) || is("u1", std::type_identity<std::uint8_t>{}) ||
      is("u2", std::type_identity<std::uint16_t>{}) || is("u4", std::type_identity<std::uint32_t>{}) ||
      is("u8", std::type_identity<std::uint64_t>{}) || is("b1", std::type_identity<std::uint8_t>{});
  if (!known)
    throw_bad_file(file, "header", "a type of f2 to f8, i1 to i8, u1 to u8 or b1",
                   shown(name) + "; in Python, save array.astype(float)");
}

/// The parts of an .npy file: what its dictionary says, and the bytes that follow.
struct NpyFile {
  NpyHeader header;
  std::string_view data;

  std::endian order() const { return header.type.starts_with('>') ? std::endian::big : std::endian::little; }
};

inline NpyFile parse_npy_file(std::string_view bytes, std::string_view file) {
  if (!bytes.starts_with("\x93NUMPY") || bytes.size() < 10) {
    const std::string expected = "an .npy file, which begins with \\x93NUMPY";
    if (!bytes.starts_with("\x93NUMPY")) refuse_known_kind(bytes, file, expected);
    throw_bad_file(file, "byte 0", expected, shown(bytes.substr(0, 6)));
  }
  const std::size_t width = bytes[6] == 1 ? 2 : 4;
  if (bytes[6] < 1 || bytes[6] > 3)
    throw_bad_file(file, "byte 6", "version 1, 2 or 3", std::to_string(int{bytes[6]}));
  if (bytes.size() < 8 + width) throw_bad_file(file, "byte 8", "the length of the header", "the end");
  const std::size_t length = width == 2 ? number_at<std::uint16_t>(bytes.data() + 8, std::endian::little)
                                        : number_at<std::uint32_t>(bytes.data() + 8, std::endian::little);
  if (length > bytes.size() - 8 - width)
    throw_bad_file(file, "byte 8", "a header of " + std::to_string(length) + " bytes", "the end");
  NpyFile npy{NpyHeader(bytes.substr(8 + width, length), file), bytes.substr(8 + width + length)};
  if (npy.header.extents.empty())
    throw_bad_file(file, "header", "an array of at least one extent", "a single number");
  return npy;
}

/// Calls `f` with the type of the elements and their number, which is that of the data.
template <class F>
void with_npy_elements(const NpyFile& npy, std::string_view file, F&& f) {
  with_npy_type(npy.header.type.substr(1), file, [&]<class T>(std::type_identity<T> type) {
    const Index count = checked_product(npy.header.extents, sizeof(T), file);
    if (npy.data.size() != static_cast<std::size_t>(count) * sizeof(T))
      throw_bad_file(file, "data",
                     std::to_string(count) + " elements of " + std::to_string(sizeof(T)) + " bytes",
                     std::to_string(npy.data.size()) + " bytes");
    f(type, count);
  });
}

/// Where a feature lies by its extents (those after the first) with the last running fastest, given where it
/// lies with the first running fastest.
inline Index feature_in_c_order(Index feature, Index features, const std::vector<Index>& extents) {
  Index position = 0, stride = features;
  for (std::size_t i = 1; i < extents.size(); ++i) {
    stride /= extents[i];
    position += feature % extents[i] * stride;
    feature /= extents[i];
  }
  return position;
}

}  // namespace detail

/// The contents of an .npy file in memory, features x samples: NumPy's (samples, features...) needs no
/// transposition, because its rows are our columns. An array of one extent is one row.
///
/// Throws `std::runtime_error` where they are not what they announce, or where a number changes as a
/// `Scalar`; `.allow_narrowing` lets it be rounded, but no finite number become infinite.
/// Format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
template <class Scalar>
FileMatrix<Scalar> parse_npy(std::string_view bytes, std::string_view file, const ReadOptions& options = {}) {
  using namespace detail;
  const NpyFile npy = parse_npy_file(bytes, file);
  const std::vector<Index>& extents = npy.header.extents;
  FileMatrix<Scalar> values;
  with_npy_elements(npy, file, [&]<class T>(std::type_identity<T>, Index count) {
    const Index samples = extents[0], features = samples > 0 ? count / samples : 0;
    values.resize(features, samples);
    if (!*npy.header.fortran_order)
      return convert<T>(npy.data.data(), npy.order(), count, values.data(), file, options);
    FileMatrix<Scalar> columns(samples, features);
    convert<T>(npy.data.data(), npy.order(), count, columns.data(), file, options);
    for (Index i = 0; i < features; ++i)
      values.row(feature_in_c_order(i, features, extents)) = columns.col(i).transpose();
  });
  return values;
}

/// The labels in an .npy file in memory, one for each sample: whole numbers, or booleans, of shape (n,),
/// (n, 1) or (1, n). Throws `std::runtime_error` for any other array, such as images or a one-hot table.
inline Eigen::RowVectorXi parse_npy_labels(std::string_view bytes, std::string_view file) {
  using namespace detail;
  const NpyFile npy = parse_npy_file(bytes, file);
  Eigen::RowVectorXi labels;
  with_npy_elements(npy, file, [&]<class T>(std::type_identity<T>, Index) {
    labels = labels_of<T>(npy.data.data(), npy.order(), npy.header.extents, file);
  });
  return labels;
}

/// Reads an .npy file, as `numpy.save` writes it; see `parse_npy`.
template <class Scalar>
FileMatrix<Scalar> read_npy(const std::string& path, const ReadOptions& options = {}) {
  return parse_npy<Scalar>(detail::read_file(path), path, options);
}

/// Reads the labels in an .npy file; see `parse_npy_labels`.
inline Eigen::RowVectorXi read_npy_labels(const std::string& path) {
  return parse_npy_labels(detail::read_file(path), path);
}

/// Writes a matrix, features x samples, as an array (samples, features) that `numpy.load` reads. Throws
/// `std::runtime_error` where the file cannot be written.
template <class Derived>
void write_npy(const std::string& path, const Eigen::MatrixBase<Derived>& matrix) {
  using Scalar = typename Derived::Scalar;
  static_assert(std::endian::native == std::endian::little &&
                    (std::is_same_v<Scalar, float> || std::is_same_v<Scalar, double>),
                "strata: write_npy writes float and double: use matrix.cast<double>()");
  std::string header = "{'descr': '<f" + std::to_string(sizeof(Scalar)) +
                       "', 'fortran_order': False, 'shape': (" + std::to_string(matrix.cols()) + ", " +
                       std::to_string(matrix.rows()) + "), }";
  header.resize(117, ' ');  // more than any two extents need; the data begins at byte 128
  header += '\n';
  const Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic> plain = matrix;
  errno = 0;
  std::ofstream out(path, std::ios::binary);
  out << "\x93NUMPY" << '\1' << '\0' << static_cast<char>(header.size()) << '\0' << header;
  out.write(reinterpret_cast<const char*>(plain.data()),
            static_cast<std::streamsize>(plain.size()) * static_cast<std::streamsize>(sizeof(Scalar)));
  if (!out.flush()) detail::throw_system_error(path, "be written");
}

}  // namespace strata
