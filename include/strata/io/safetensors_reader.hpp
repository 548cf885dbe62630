#pragma once

#include <algorithm>
#include <cstdint>
#include <istream>
#include <stdexcept>
#include <string>
#include <utility>

#include <strata/io/safetensors_header.hpp>

namespace strata::detail {

/// A safetensors file whose header has been read and checked; tensors are read when asked for.
class SafetensorsReader {
 public:
  /// `file` is what messages call it. Throws `std::runtime_error` where the header is not right.
  SafetensorsReader(std::istream& in, std::string file) : in_(in), file_(std::move(file)) {
    const std::streamoff size = in_.seekg(0, std::ios::end).tellg();
    if (size < 0) refuse();
    const auto file_size = static_cast<std::uint64_t>(size);
    const auto length =
        safetensors_header_length(read(0, std::min<std::uint64_t>(8, file_size)), file_size, file_);
    data_begin_ = 8 + length;
    header_ = parse_safetensors_header(read(8, length), file_size - data_begin_, file_);
  }

  const SafetensorsHeader& header() const { return header_; }
  const std::string& file() const { return file_; }

  /// The bytes of one of the header's tensors.
  std::string bytes(const StoredTensor& tensor) {
    return read(data_begin_ + tensor.begin, tensor.end - tensor.begin);
  }

 private:
  [[noreturn]] void refuse() const { throw std::runtime_error("strata: " + file_ + ": cannot be read"); }

  std::string read(std::uint64_t begin, std::uint64_t count) {
    std::string bytes;
    if (count > bytes.max_size()) refuse();
    bytes.resize(static_cast<std::size_t>(count));
    in_.seekg(static_cast<std::streamoff>(begin));
    if (!in_.read(bytes.data(), static_cast<std::streamsize>(count))) refuse();
    return bytes;
  }

  std::istream& in_;
  std::string file_;
  std::uint64_t data_begin_ = 0;
  SafetensorsHeader header_;
};

}  // namespace strata::detail
