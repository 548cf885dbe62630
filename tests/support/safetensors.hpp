#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include <strata/io/float_formats.hpp>

namespace checks {

/// A safetensors file with this header and data, whatever they are.
inline std::string safetensors(const std::string& header, const std::string& data = "") {
  std::string file;
  strata::detail::append_little_endian(file, std::uint64_t{header.size()});
  return file + header + data;
}

/// The entry of one tensor in a header.
inline std::string entry(const std::string& name, const std::string& dtype, const std::string& shape,
                         const std::string& offsets) {
  return "\"" + name + "\":{\"dtype\":\"" + dtype + "\",\"shape\":[" + shape + "],\"data_offsets\":[" +
         offsets + "]}";
}

/// A folder of its own that is gone after the test.
class TemporaryFolder {
 public:
  explicit TemporaryFolder(const std::string& name)
      : path_(std::filesystem::temp_directory_path() / ("strata_" + name)) {
    std::filesystem::remove_all(path_);
    std::filesystem::create_directory(path_);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }

  std::string file(const std::string& name) const { return (path_ / name).string(); }

  /// How many files are in it.
  auto count() const {
    return std::distance(std::filesystem::directory_iterator(path_), std::filesystem::directory_iterator());
  }

 private:
  std::filesystem::path path_;
};

}  // namespace checks
