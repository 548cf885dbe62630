#pragma once

#include <fcntl.h>
#include <unistd.h>

namespace checks {

/// The number that the next file to be opened gets: the smallest that no open one has.
inline int next_file_number() {
  const int file = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  ::close(file);
  return file;
}

/// While one lives, this program has no standard input, whose number 0 the next file gets.
class NoInput {
 public:
  NoInput() : input_(::fcntl(0, F_DUPFD_CLOEXEC, 3)) { ::close(0); }
  ~NoInput() {
    ::dup2(input_, 0);
    ::close(input_);
  }

  NoInput(const NoInput&) = delete;
  NoInput& operator=(const NoInput&) = delete;

 private:
  int input_;
};

}  // namespace checks
