#pragma once

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace strata::detail {

/// Throws `std::runtime_error` with what the system says: "strata: <file>: cannot <action>: No space left on
/// device".
[[noreturn]] inline void throw_system_error(const std::string& file, const std::string& action) {
  throw std::runtime_error("strata: " + file + ": cannot " + action + ": " +
                           std::generic_category().message(errno));
}

/// A new file beside another, which it replaces in one step, or of which nothing is left.
class FileBeside {
 public:
  explicit FileBeside(std::string path) : path_(std::move(path)) {
    static std::atomic<unsigned> count = 0;
    do {
      name_ = path_ + "." + std::to_string(::getpid()) + "-" + std::to_string(count++) + ".tmp";
      descriptor_ = ::open(name_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    } while (descriptor_ < 0 && errno == EEXIST);
    if (descriptor_ < 0) throw_system_error(path_, "create a file beside it");
  }

  FileBeside(const FileBeside&) = delete;
  FileBeside& operator=(const FileBeside&) = delete;

  ~FileBeside() {
    if (descriptor_ >= 0) ::close(descriptor_);
    if (!replaced_) ::unlink(name_.c_str());
  }

  void write(std::string_view bytes) {
    while (!bytes.empty()) {
      const ::ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) throw_system_error(path_, "be written");
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
  }

  /// Takes the permissions of the file that is there, if any.
  void copy_permissions() {
    struct ::stat status {};
    if (::stat(path_.c_str(), &status) == 0 && ::fchmod(descriptor_, status.st_mode & 07777) != 0)
      throw_system_error(path_, "keep its permissions");
  }

  /// The bytes reach the disk before the name does: a crash in between leaves the old file.
  void replace() {
    if (::fsync(descriptor_) != 0) throw_system_error(path_, "be flushed to disk");
    if (::close(std::exchange(descriptor_, -1)) != 0) throw_system_error(path_, "be closed");
    if (std::rename(name_.c_str(), path_.c_str()) != 0) throw_system_error(path_, "be replaced");
    replaced_ = true;
    flush_folder();
  }

 private:
  /// Makes the new name last. A folder that refuses it holds the old file or the new one, both whole.
  void flush_folder() const {
    const auto folder = std::filesystem::path(path_).parent_path();
    const int descriptor = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    ::fsync(descriptor);
    ::close(descriptor);
  }

  std::string path_, name_;
  int descriptor_ = -1;
  bool replaced_ = false;
};

/// Replaces the file with these bytes, or leaves it as it was: whoever reads it, whenever the process or the
/// machine stops, finds the old bytes or the new. Follows links, keeps permissions. A process killed while
/// writing can leave a `<path>.<number>-<number>.tmp` beside it.
///
/// Throws `std::runtime_error` where that cannot be done, and where the path is no regular file.
/// POSIX: https://pubs.opengroup.org/onlinepubs/9699919799/functions/rename.html
inline void write_atomically(const std::string& path, std::string_view bytes) {
  std::error_code ignored;
  const std::filesystem::path resolved = std::filesystem::weakly_canonical(path, ignored);
  const auto status = std::filesystem::status(path, ignored);
  if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status))
    throw std::runtime_error("strata: " + path + ": expected a regular file or none, got something else; " +
                             "choose another path");
  FileBeside file(resolved.empty() ? path : resolved.string());
  file.copy_permissions();
  file.write(bytes);
  file.replace();
}

}  // namespace strata::detail
