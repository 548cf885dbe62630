#pragma once

#include <Eigen/Core>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <strata/data/bytes.hpp>
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

inline IdxHeader parse_idx_header(std::string_view bytes, std::string_view file) {
  if (bytes.size() < 4 || bytes[0] != 0 || bytes[1] != 0)
    throw_bad_file(file, "byte 0", "an IDX file, which begins with two zero bytes",
                   shown(bytes.substr(0, 4)));
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
  const std::unique_ptr<gzFile_s, int (*)(gzFile)> file(gzopen(path.c_str(), "rb"), gzclose);
  if (!file) throw std::runtime_error("strata: " + path + ": cannot be opened");
  std::string bytes;
  const auto read_up_to = [&](std::size_t size) {
    char block[1 << 14];
    while (bytes.size() < size) {
      const auto wanted = std::min(sizeof block, size - bytes.size());
      const int got = gzread(file.get(), block, static_cast<unsigned>(wanted));
      if (got < 0) {
        int code = 0;
        throw_bad_file(path, "byte " + std::to_string(bytes.size()), "data that gzip can unpack",
                       gzerror(file.get(), &code));
      }
      if (got == 0) return;
      bytes.append(block, static_cast<std::size_t>(got));
    }
  };
  read_up_to(4);
  read_up_to(4 + std::size_t{4} * (bytes.size() == 4 ? static_cast<unsigned char>(bytes[3]) : 0));
  read_up_to(parse_idx_header(bytes, path).file_size() + 1);
  return bytes;
}

}  // namespace detail

/// The contents of an IDX file in memory, features x samples: its first extent counts samples, the others are
/// features in their order; a file with one extent, such as labels, is one row.
///
/// Throws `std::runtime_error` where they are not what they announce or `Scalar` cannot hold them.
template <class Scalar>
Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic> parse_idx(std::string_view bytes,
                                                                std::string_view file) {
  using namespace detail;
  const IdxHeader header = parse_idx_header(bytes, file);
  if (bytes.size() != header.file_size())
    throw_bad_file(file, "byte " + std::to_string(std::min(bytes.size(), header.file_size())),
                   std::to_string(header.file_size()) + " bytes, as its header announces",
                   bytes.size() < header.file_size() ? "the end" : "more");
  const Index samples = header.extents[0];
  const Index features = samples > 0 ? header.count / samples : 0;
  Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic> values(features, samples);
  const auto convert_all = [&]<class T>(std::type_identity<T>) {
    convert<T>(bytes.data() + header.size(), std::endian::big, header.count, values.data(), file);
  };
  switch (header.type) {
    case 0x08:
      convert_all(std::type_identity<std::uint8_t>{});
      break;
    case 0x09:
      convert_all(std::type_identity<std::int8_t>{});
      break;
    case 0x0b:
      convert_all(std::type_identity<std::int16_t>{});
      break;
    case 0x0c:
      convert_all(std::type_identity<std::int32_t>{});
      break;
    case 0x0d:
      convert_all(std::type_identity<float>{});
      break;
    default:
      convert_all(std::type_identity<double>{});
  }
  return values;
}

/// Reads an IDX file, the format of MNIST, plain or packed by gzip; see `parse_idx`. Needs zlib.
///
/// `read_idx<float>("train-images-idx3-ubyte.gz")` is 784 x 60000.
template <class Scalar>
Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic> read_idx(const std::string& path) {
  return parse_idx<Scalar>(detail::read_idx_bytes(path), path);
}

}  // namespace strata
