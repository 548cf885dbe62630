#pragma once

#include <Eigen/Core>
#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <strata/core/system_error.hpp>
#include <strata/data/bytes.hpp>
#include <strata/data/convert.hpp>
#include <strata/data/file_kind.hpp>
#include <strata/data/file_matrix.hpp>
#include <strata/data/labels.hpp>
#include <zlib.h>

namespace strata {

namespace detail {

/// The beginning of an IDX file: two zero bytes, the type of its elements, the number of its extents, the
/// extents as 32-bit numbers; the highest byte of each number is first.
struct IdxHeader {
  unsigned char type = 0;
  Index element_size = 0;
  std::vector<Index> extents;
  Index count = 0;

  std::size_t size() const { return 4 + 4 * extents.size(); }
  std::size_t file_size() const { return size() + static_cast<std::size_t>(count * element_size); }
};

inline Index idx_element_size(unsigned char type, std::string_view file) {
  switch (type) {
    case 0x08:
    case 0x09:
      return 1;
    case 0x0b:
      return 2;
    case 0x0c:
    case 0x0d:
      return 4;
    case 0x0e:
      return 8;
    default:
      throw_bad_file(file, "byte 2", "an element type of IDX (8, 9, 11, 12, 13 or 14)", std::to_string(type));
  }
}

[[noreturn]] inline void throw_no_idx(std::string_view bytes, std::string_view file) {
  const std::string expected = "an IDX file, which begins with two zero bytes";
  refuse_known_kind(bytes, file, expected);
  throw_bad_file(file, "byte 0", expected, shown(bytes.substr(0, 4)));
}

inline IdxHeader parse_idx_header(std::string_view bytes, std::string_view file) {
  if (bytes.size() < 4 || bytes[0] != 0 || bytes[1] != 0) throw_no_idx(bytes, file);
  IdxHeader header;
  header.type = static_cast<unsigned char>(bytes[2]);
  header.element_size = idx_element_size(header.type, file);
  const auto rank = static_cast<unsigned char>(bytes[3]);
  if (rank == 0) throw_bad_file(file, "byte 3", "at least 1 extent", "0");
  if (bytes.size() < 4 + std::size_t{4} * rank)
    throw_bad_file(file, "byte " + std::to_string(bytes.size()), std::to_string(rank) + " extents",
                   "the end");
  for (std::size_t i = 0; i < rank; ++i)
    header.extents.push_back(number_at<std::uint32_t>(bytes.data() + 4 + 4 * i, std::endian::big));
  header.count = checked_product(header.extents, header.element_size, file);
  return header;
}

/// The unpacked bytes of a file that may be packed by gzip, up to one more than its header announces.
inline std::string read_idx_bytes(const std::string& path) {
  errno = 0;
  const std::unique_ptr<gzFile_s, int (*)(gzFile)> file(gzopen(path.c_str(), "rb"), gzclose);
  if (!file) throw_system_error(path, "be opened");
  std::string bytes;
  const auto read_up_to = [&](std::size_t size) {
    char block[1 << 14];
    while (bytes.size() < size) {
      const auto wanted = std::min(sizeof block, size - bytes.size());
      const int got = gzread(file.get(), block, static_cast<unsigned>(wanted));
      if (got < 0) {
        int code = 0;
        const char* reason = gzerror(file.get(), &code);
        if (code == Z_ERRNO) throw_system_error(path, "be read");
        throw_bad_file(path, "byte " + std::to_string(bytes.size()), "data that gzip can unpack", reason);
      }
      if (got == 0) return;
      bytes.append(block, static_cast<std::size_t>(got));
    }
  };
  read_up_to(1024);  // the longest header, of 255 extents, and more than tells another kind of file
  read_up_to(parse_idx_header(bytes, path).file_size() + 1);
  return bytes;
}

/// The header of a file whose bytes are as many as it announces.
inline IdxHeader parse_idx_file(std::string_view bytes, std::string_view file) {
  IdxHeader header = parse_idx_header(bytes, file);
  if (bytes.size() != header.file_size())
    throw_bad_file(file, "byte " + std::to_string(std::min(bytes.size(), header.file_size())),
                   std::to_string(header.file_size()) + " bytes, as its header announces",
                   bytes.size() < header.file_size() ? "the end" : "more");
  return header;
}

/// Calls `f` with the type that a header names.
template <class F>
void with_idx_type(unsigned char type, F&& f) {
  switch (type) {
    case 0x08:
      return f(std::type_identity<std::uint8_t>{});
    case 0x09:
      return f(std::type_identity<std::int8_t>{});
    case 0x0b:
      return f(std::type_identity<std::int16_t>{});
    case 0x0c:
      return f(std::type_identity<std::int32_t>{});
    case 0x0d:
      return f(std::type_identity<float>{});
    default:
      return f(std::type_identity<double>{});
  }
}

}  // namespace detail

/// The contents of an IDX file in memory, features x samples: its first extent counts samples, the others are
/// features in their order; a file with one extent is one row.
///
/// Throws `std::runtime_error` where they are not what they announce, or where a number changes as a
/// `Scalar`; `.allow_narrowing` lets it be rounded, but no finite number become infinite.
template <class Scalar>
FileMatrix<Scalar> parse_idx(std::string_view bytes, std::string_view file, const ReadOptions& options = {}) {
  using namespace detail;
  const IdxHeader header = parse_idx_file(bytes, file);
  const Index samples = header.extents[0];
  FileMatrix<Scalar> values(samples > 0 ? header.count / samples : 0, samples);
  with_idx_type(header.type, [&]<class T>(std::type_identity<T>) {
    convert<T>(bytes.data() + header.size(), std::endian::big, header.count, values.data(), file, options);
  });
  return values;
}

/// The labels in an IDX file in memory, one for each sample. Throws `std::runtime_error` for any other
/// numbers, such as images.
inline Eigen::RowVectorXi parse_idx_labels(std::string_view bytes, std::string_view file) {
  using namespace detail;
  const IdxHeader header = parse_idx_file(bytes, file);
  Eigen::RowVectorXi labels;
  with_idx_type(header.type, [&]<class T>(std::type_identity<T>) {
    labels = labels_of<T>(bytes.data() + header.size(), std::endian::big, header.extents, file);
  });
  return labels;
}

/// Reads an IDX file, the format of MNIST, plain or packed by gzip; see `parse_idx`. Needs zlib.
///
/// `read_idx<float>("train-images-idx3-ubyte.gz")` is 784 x 60000.
template <class Scalar>
FileMatrix<Scalar> read_idx(const std::string& path, const ReadOptions& options = {}) {
  return parse_idx<Scalar>(detail::read_idx_bytes(path), path, options);
}

/// Reads the labels in an IDX file, plain or packed by gzip; see `parse_idx_labels`. Needs zlib.
inline Eigen::RowVectorXi read_idx_labels(const std::string& path) {
  return parse_idx_labels(detail::read_idx_bytes(path), path);
}

}  // namespace strata
