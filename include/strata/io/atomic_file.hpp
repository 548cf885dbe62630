#pragma once

#include <cerrno>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include <strata/core/error.hpp>
#include <strata/core/system_error.hpp>
#include <strata/io/names_beside.hpp>
#include <strata/io/system_file.hpp>

namespace strata::detail {

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
      if (written >= 0)
        bytes.remove_prefix(static_cast<std::size_t>(written));
      else if (errno != EINTR)
        throw_system_error(path_, "be written");
    }
    if (!files::flush(file_)) throw_system_error(path_, "be flushed to disk");
  }

 private:
  std::string path_;
  int file_;
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

/// The file that a new one can replace where this path is written; none where it is a pipe or a device.
/// Throws where it is a folder.
inline std::optional<std::string> replaceable_file(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  const fs::file_status status = fs::status(path, ignored);
  if (fs::is_directory(status))
    fail<std::runtime_error>("strata: " + path + ": expected a file or none, got a folder; " +
                             "name a file in it");
  const fs::path end = end_of_links(path);
  if (!fs::exists(status)) return end.string();
  // What /dev/stdout leads to can have a name that is nobody's.
  if (fs::is_regular_file(status) && fs::equivalent(path, end, ignored)) return end.string();
  return std::nullopt;
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

/// Opens the file or device that is there, as it is or emptied. Throws where that cannot be done.
inline OpenFile open_in_place(const std::string& path, bool is_emptied) {
  const int file = files::open_to_write(path, is_emptied);
  if (file < 0) throw_system_error(path, "be opened");
  return {path, file};
}

/// Opens a file that could not be replaced for this reason. Throws where it is not there, or need not stay.
inline OpenFile open_where_it_stays(const std::string& path, const std::error_code& error, bool is_emptied) {
  std::error_code ignored;
  if (!has_to_stay(error) || !std::filesystem::exists(path, ignored))
    throw_system_error(path, "create a file beside it", error);
  return open_in_place(path, is_emptied);
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
  const std::optional<std::string> file = replaceable_file(path);
  if (!file) return open_in_place(path, true).write(bytes);
  if (const auto error = replace_file(*file, bytes)) open_where_it_stays(*file, error, true).write(bytes);
}

/// Throws where `write_atomically` would, and leaves everything as it was.
inline void check_writable(const std::string& path) {
  const std::optional<std::string> file = replaceable_file(path);
  if (!file) return;
  const FileBeside probe(*file);
  if (!probe.is_open() || !probe.copy_permissions()) open_where_it_stays(*file, files::last_error(), false);
}

}  // namespace strata::detail
