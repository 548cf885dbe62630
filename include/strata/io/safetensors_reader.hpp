#pragma once

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <istream>
#include <string>
#include <utility>

#include <strata/core/system_error.hpp>
#include <strata/data/file_kind.hpp>
#include <strata/io/safetensors_header.hpp>

namespace strata::detail {

/// A safetensors file whose header has been read and checked; tensors are read when asked for.
class SafetensorsReader {
 public:
  /// `file` is what messages call it. Throws `std::runtime_error` where the header is not right.
  SafetensorsReader(std::istream& in, std::string file) : in_(in), file_(std::move(file)) {
    const std::string begin = first_bytes();
    const std::streamoff size = in_.seekg(0, std::ios::end).tellg();
    if (size < 0) refuse();
    const auto file_size = static_cast<std::uint64_t>(size);
    const auto length = safetensors_header_length(begin, file_size, file_);
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
  [[noreturn]] void refuse() const { throw_system_error(file_, "be read"); }

  /// What tells the kind of the file, which may be shorter.
  std::string first_bytes() {
    errno = 0;
    std::string bytes(telling_bytes, '\0');
    in_.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (in_.bad()) refuse();
    bytes.resize(static_cast<std::size_t>(in_.gcount()));
    in_.clear();
    return bytes;
  }

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
  std::uint64_t data_begin_;
  SafetensorsHeader header_;
};

}  // namespace strata::detail
