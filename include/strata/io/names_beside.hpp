#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

#include <strata/io/system_file.hpp>

namespace strata::detail {

/// The names of files beside another: "<name>.<process>-<number>.tmp", where a long name is cut.
class NamesBeside {
 public:
  explicit NamesBeside(const std::filesystem::path& path)
      : folder_(path.parent_path()), stem_(cut(path.filename().string()) + '.') {}

  std::string next() const {
    static std::atomic<unsigned> count = 0;
    return (folder_ / (stem_ + std::to_string(files::process_id()) + '-' + std::to_string(count++) + ".tmp"))
        .string();
  }

  /// Removes those that processes left behind which were killed while they wrote.
  void remove_abandoned() const {
    std::error_code error;
    const std::filesystem::path folder = folder_.empty() ? std::filesystem::path(".") : folder_;
    for (std::filesystem::directory_iterator file(folder, error), end; !error && file != end;
         file.increment(error))
      if (includes(file->path().filename().native())) files::remove_abandoned(file->path());
  }

 private:
  /// At most 100 bytes, and whole characters of UTF-8, so that no system finds the names too long.
  static std::string cut(std::string name) {
    constexpr std::size_t longest = 100;
    std::size_t size = std::min(name.size(), longest);
    while (size > 0 && (name[size] & 0xc0) == 0x80) --size;
    return name.substr(0, size);
  }

  bool includes(std::filesystem::path::string_type name) const {
    const auto begin = std::filesystem::path(stem_).native(), end = std::filesystem::path(".tmp").native();
    if (name.size() <= begin.size() + end.size() || !name.starts_with(begin) || !name.ends_with(end))
      return false;
    name = name.substr(begin.size(), name.size() - begin.size() - end.size());
    return std::all_of(name.begin(), name.end(), [](auto c) { return c == '-' || (c >= '0' && c <= '9'); });
  }

  std::filesystem::path folder_;
  std::string stem_;
};

}  // namespace strata::detail
