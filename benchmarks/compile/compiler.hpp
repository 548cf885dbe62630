#pragma once

#include <algorithm>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace compile {

/// What it costs to compile a program.
struct Cost {
  double seconds = 1e9;  ///< Of processor time, the compiler's and the linker's.
  double megabytes = 0;  ///< The compiler's at its peak.
  double kilobytes = 0;  ///< Of the program, stripped.

  /// What another measurement of the same program adds: what else the machine does makes times longer, never
  /// shorter.
  void take(const Cost& other) {
    seconds = std::min(seconds, other.seconds);
    megabytes = other.megabytes;
    kilobytes = other.kilobytes;
  }
};

/// Runs a command and returns what it and its children used. Throws `std::runtime_error` where it fails.
inline rusage run(std::vector<std::string> command) {
  const pid_t child = fork();
  if (child == 0) {
    std::vector<char*> arguments;
    for (std::string& word : command) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    execvp(arguments[0], arguments.data());
    _exit(127);
  }
  int status = 0;
  rusage used{};
  if (child < 0 || wait4(child, &status, 0, &used) != child || status != 0)
    throw std::runtime_error("cannot run " + command.front());
  return used;
}

/// A compiler with the flags that all programs share.
class Compiler {
 public:
  explicit Compiler(std::vector<std::string> command) : command_(std::move(command)) {}

  Cost compile(const std::string& source, const std::string& flag) const {
    const std::string program = "compiled_program";
    std::vector<std::string> command = command_;
    command.insert(command.end(), {"-s", "-o", program, source});
    if (!flag.empty()) command.push_back(flag);
    const rusage used = run(command);
    return {seconds(used.ru_utime) + seconds(used.ru_stime), static_cast<double>(used.ru_maxrss) / 1024,
            static_cast<double>(std::filesystem::file_size(program)) / 1000};
  }

 private:
  static double seconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
  }

  std::vector<std::string> command_;
};

}  // namespace compile
