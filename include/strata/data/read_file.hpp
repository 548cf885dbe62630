#pragma once

#include <cerrno>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>

#include <strata/core/system_error.hpp>
#include <strata/data/large_pages.hpp>

/// Whole files.
namespace strata::detail {

/// A file to read from its first byte on. Throws `std::runtime_error` with the system's reason where there is
/// none.
inline std::ifstream open_file(const std::string& path) {
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file) throw_system_error(path, "be opened");
  return file;
}

/// The whole file. Throws `std::runtime_error` with the system's reason where it cannot be read.
inline std::string read_file(const std::string& path) {
  std::ifstream file = open_file(path);
  std::string bytes;
  std::error_code unknown;  // of a pipe, which is read all the same
  if (const auto size = std::filesystem::file_size(path, unknown); !unknown)
    bytes.reserve(static_cast<std::size_t>(size));
  prefer_large_pages(bytes.data(), bytes.capacity());
  char block[1 << 14];
  while (file.read(block, sizeof block) || file.gcount() > 0)
    bytes.append(block, static_cast<std::size_t>(file.gcount()));
  if (!file.eof()) throw_system_error(path, "be read");
  return bytes;
}

}  // namespace strata::detail
