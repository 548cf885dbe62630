#pragma once

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstddef>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include <strata/core/error.hpp>
#include <strata/io/system_file.hpp>

namespace strata::detail {

/// Throws `std::runtime_error` with what the system says: "strata: <file>: cannot <action>: No space left on
/// device".
[[noreturn]] inline void throw_system_error(const std::string& file, const std::string& action,
                                            const std::error_code& error = files::last_error()) {
  fail<std::runtime_error>("strata: " + file + ": cannot " + action + ": " + error.message());
}

/// An open file, which is closed in the end; `path` is what messages call it.
class OpenFile {
 public:
  OpenFile(std::string path, int file) : path_(std::move(path)), file_(file) {}
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  ~OpenFile() { close(); }

  int number() const { return file_; }
  int release() { return std::exchange(file_, -1); }
  void close() {
    if (file_ >= 0) files::close(release());
  }

  /// The bytes reach the disk before this returns.
  void write(std::string_view bytes) const {
    while (!bytes.empty()) {
      const std::ptrdiff_t written = files::write(file_, bytes);
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) throw_system_error(path_, "be written");
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    if (!files::flush(file_)) throw_system_error(path_, "be flushed to disk");
  }

 private:
  std::string path_;
  int file_;
};

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
    while (size < name.size() && size > 0 && (name[size] & 0xc0) == 0x80) --size;
    return name.substr(0, size);
  }

  bool includes(std::filesystem::path::string_type name) const {
    const auto begin = std::filesystem::path(stem_).native(), end = std::filesystem::path(".tmp").native();
    if (name.size() < begin.size() + end.size() || !name.starts_with(begin) || !name.ends_with(end))
      return false;
    name = name.substr(begin.size(), name.size() - begin.size() - end.size());
    return std::all_of(name.begin(), name.end(), [](auto c) { return c == '-' || (c >= '0' && c <= '9'); });
  }

  std::filesystem::path folder_;
  std::string stem_;
};

/// A new file beside another, whose place it takes in one step, or of which nothing is left.
class FileBeside {
 public:
  explicit FileBeside(const std::string& path) : path_(path), file_(path, create(NamesBeside(path), name_)) {}
  FileBeside(const FileBeside&) = delete;
  FileBeside& operator=(const FileBeside&) = delete;
  ~FileBeside() {
    const bool is_left = file_.number() >= 0;
    file_.close();
    if (is_left) files::remove(name_);
  }

  bool is_open() const { return file_.number() >= 0; }
  bool copy_permissions() const { return files::copy_permissions(path_, file_.number()); }
  void write(std::string_view bytes) const { file_.write(bytes); }

  std::error_code replace() {
    const std::error_code error = files::close_and_replace(file_.release(), name_, path_);
    if (error) files::remove(name_);
    return error;
  }

 private:
  static int create(const NamesBeside& names, std::string& name) {
    names.remove_abandoned();
    int file;
    do {
      name = names.next();
      file = files::create(name);
    } while (file < 0 && errno == EEXIST);
    return file;
  }

  std::string path_, name_;
  OpenFile file_;
};

/// Writes into the file or device that is there.
inline void write_in_place(const std::string& path, std::string_view bytes) {
  const OpenFile file(path, files::open_to_write(path));
  if (file.number() < 0) throw_system_error(path, "be opened");
  file.write(bytes);
}

/// Puts a new file in the place of the old one; returns why that is not possible, and throws where the bytes
/// cannot be written.
inline std::error_code replace_file(const std::string& path, std::string_view bytes) {
  FileBeside file(path);
  if (!file.is_open() || !file.copy_permissions()) return files::last_error();
  file.write(bytes);
  return file.replace();
}

/// Whether a file could not be replaced because it has to stay: its folder takes no other, or it is mounted.
inline bool has_to_stay(const std::error_code& error) {
  return error == std::errc::permission_denied || error == std::errc::operation_not_permitted ||
         error == std::errc::read_only_file_system || error == std::errc::device_or_resource_busy;
}

/// Where links lead, whether or not something is there.
inline std::filesystem::path end_of_links(std::filesystem::path path) {
  std::error_code error;
  constexpr int most_links = 40;
  for (int i = 0; std::filesystem::is_symlink(std::filesystem::symlink_status(path, error)); ++i) {
    if (i == most_links)
      throw_system_error(path.string(), "be followed",
                         make_error_code(std::errc::too_many_symbolic_link_levels));
    path = path.parent_path() / std::filesystem::read_symlink(path, error);
  }
  return path;
}

/// Replaces the file with these bytes, or leaves it as it was: whoever reads it, whenever the process or the
/// machine stops, finds the old bytes or the new. Follows links, also to what is not there yet, and keeps
/// permissions; other hard links keep the old bytes. A process killed while writing can leave a
/// `<name>.<number>-<number>.tmp` beside it, which the next one to write removes.
///
/// Pipes and devices are written into. So is, not in one step then, a file that may be written but not
/// replaced: in a folder that may not be written, or mounted by itself. Throws `std::runtime_error` where
/// that cannot be done, and where the path is a folder.
/// POSIX: https://pubs.opengroup.org/onlinepubs/9699919799/functions/rename.html
inline void write_atomically(const std::string& path, std::string_view bytes) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  const fs::file_status status = fs::status(path, ignored);
  if (fs::is_directory(status))
    fail<std::runtime_error>("strata: " + path + ": expected a file or none, got a folder; " +
                             "name a file in it");
  const fs::path end = end_of_links(path);
  // What /dev/stdout leads to can have a name that is nobody's.
  if (fs::exists(status) && !(fs::is_regular_file(status) && fs::equivalent(path, end, ignored)))
    return write_in_place(path, bytes);
  const std::error_code error = replace_file(end.string(), bytes);
  if (has_to_stay(error) && fs::exists(status)) return write_in_place(path, bytes);
  if (error) throw_system_error(end.string(), "create a file beside it", error);
}

}  // namespace strata::detail
