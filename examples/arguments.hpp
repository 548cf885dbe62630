#pragma once

#include <string>
#include <string_view>

/// The values behind `--name`s on the command line.
class Arguments {
 public:
  Arguments(int argc, char** argv) : argc_(argc), argv_(argv) {}

  /// The text behind `name`, or `otherwise`.
  std::string text(std::string_view name, const std::string& otherwise) const {
    for (int i = 1; i + 1 < argc_; ++i)
      if (argv_[i] == name) return argv_[i + 1];
    return otherwise;
  }

  /// The number behind `name`, or `otherwise`.
  long number(std::string_view name, long otherwise) const {
    return std::stol(text(name, std::to_string(otherwise)));
  }

 private:
  int argc_;
  char** argv_;
};
