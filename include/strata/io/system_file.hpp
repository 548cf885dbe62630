#pragma once

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

#ifdef _WIN32
#include <fcntl.h>
#include <io.h>
#include <process.h>
#include <sys/stat.h>
#else
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

/// What systems do with files and C++ does not, in the same words for each. A file is its descriptor,
/// negative where it could not be opened; what fails leaves its reason in `last_error()`.
namespace strata::detail::files {

inline std::error_code last_error() { return {errno, std::generic_category()}; }

/// How many of these bytes for one call; more than 2 GiB at a time are refused by some systems.
inline std::size_t at_once(std::size_t bytes) { return std::min(bytes, std::size_t{1} << 30); }

#ifdef _WIN32

// Declared here, because <windows.h> defines hundreds of macros.
extern "C" __declspec(dllimport) int __stdcall MoveFileExA(const char*, const char*, unsigned long);
extern "C" __declspec(dllimport) unsigned long __stdcall GetLastError();

inline int process_id() { return ::_getpid(); }

/// A new file, which nobody can remove while it is open.
inline int create(const std::string& path) {
  return ::_open(path.c_str(), _O_WRONLY | _O_CREAT | _O_EXCL | _O_BINARY | _O_NOINHERIT,
                 _S_IREAD | _S_IWRITE);
}

/// One that is there, as it is or emptied.
inline int open_to_write(const std::string& path, bool is_emptied) {
  return ::_open(path.c_str(), _O_WRONLY | (is_emptied ? _O_TRUNC : 0) | _O_BINARY | _O_NOINHERIT);
}

/// How many of the bytes were written; negative where none could be.
inline std::ptrdiff_t write(int file, std::string_view bytes) {
  return ::_write(file, bytes.data(), static_cast<unsigned>(at_once(bytes.size())));
}

inline bool flush(int file) { return ::_commit(file) == 0 || errno == EBADF || errno == EINVAL; }

inline bool close(int file) { return ::_close(file) == 0; }

/// Files have the permissions of their folder.
inline bool copy_permissions(const std::string&, int) { return true; }

/// Closes the file and gives it the name of another, which goes.
inline std::error_code close_and_replace(int file, const std::string& name, const std::string& path) {
  constexpr unsigned long replace_existing = 1, write_through = 8;
  if (!close(file)) return last_error();
  if (MoveFileExA(name.c_str(), path.c_str(), replace_existing | write_through) != 0) return {};
  return {static_cast<int>(GetLastError()), std::system_category()};
}

inline void remove(const std::string& path) { ::_unlink(path.c_str()); }

/// Removes a file that no process has open. Between closing and renaming a file is open in none, but young.
inline void remove_abandoned(const std::filesystem::path& path) {
  std::error_code ignored;
  const auto age =
      std::filesystem::file_time_type::clock::now() - std::filesystem::last_write_time(path, ignored);
  if (!ignored && age > std::chrono::minutes(1)) std::filesystem::remove(path, ignored);
}

#else

inline int process_id() { return ::getpid(); }

/// Whether an open file has a name still.
inline bool has_name(int file) {
  struct ::stat status {};
  return ::fstat(file, &status) == 0 && status.st_nlink > 0;
}

/// A new file, locked while it is open. https://man7.org/linux/man-pages/man2/flock.2.html
inline int create(const std::string& path) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (file < 0) return file;
  // Before it was locked, somebody may have taken it for abandoned.
  const bool is_taken = ::flock(file, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  if (!is_taken && has_name(file)) return file;
  ::close(file);
  errno = EEXIST;
  return -1;
}

/// One that is there, as it is or emptied.
inline int open_to_write(const std::string& path, bool is_emptied) {
  return ::open(path.c_str(), O_WRONLY | (is_emptied ? O_TRUNC : 0) | O_NOCTTY | O_CLOEXEC);
}

/// How many of the bytes were written; negative where none could be.
inline std::ptrdiff_t write(int file, std::string_view bytes) {
  return ::write(file, bytes.data(), at_once(bytes.size()));
}

/// The bytes are on the disk, where there is one.
inline bool flush(int file) { return ::fsync(file) == 0 || errno == EINVAL; }

inline bool close(int file) { return ::close(file) == 0; }

/// Gives the file the permissions of another, if there is one that may be written, and its owner where that
/// is allowed.
inline bool copy_permissions(const std::string& path, int file) {
  const int other = open_to_write(path, false);
  if (other < 0) return errno == ENOENT;
  struct ::stat status {};
  ::fstat(other, &status);
  ::close(other);
  [[maybe_unused]] const int may_fail = ::fchown(file, status.st_uid, status.st_gid);
  return ::fchmod(file, status.st_mode & 07777) == 0;
}

/// Makes a new name last. A folder that refuses it holds the old file or the new one, both whole.
inline void flush_folder(const std::filesystem::path& folder) {
  const int file = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return;
  ::fsync(file);
  ::close(file);
}

/// Gives the file the name of another, which goes, and closes it after that: until then it is locked.
inline std::error_code close_and_replace(int file, const std::string& name, const std::string& path) {
  std::error_code error;
  if (::rename(name.c_str(), path.c_str()) != 0) error = last_error();
  ::close(file);
  if (!error) flush_folder(std::filesystem::path(path).parent_path());
  return error;
}

inline void remove(const std::string& path) { ::unlink(path.c_str()); }

/// Removes a file that `create` made in a process that lives no more, whatever its number is now, and on
/// whatever machine it was.
inline void remove_abandoned(const std::filesystem::path& path) {
  const int file = ::open(path.c_str(), O_WRONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);
  if (file < 0) return;
  // Before it was locked, its name may have become that of another.
  if (::flock(file, LOCK_EX | LOCK_NB) == 0 && has_name(file)) ::unlink(path.c_str());
  ::close(file);
}

#endif

}  // namespace strata::detail::files
