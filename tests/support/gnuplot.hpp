#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "temporary_folder.hpp"

namespace checks {

/// While one lives, programs are looked for in these folders.
class SearchPath {
 public:
  explicit SearchPath(const std::string& folders) { ::setenv("PATH", folders.c_str(), 1); }
  ~SearchPath() { ::setenv("PATH", before_.c_str(), 1); }

  SearchPath(const SearchPath&) = delete;
  SearchPath& operator=(const SearchPath&) = delete;

 private:
  std::string before_ = std::getenv("PATH");
};

/// While one lives, gnuplot is a program that keeps what it is told and ends with this status.
class StandInForGnuplot {
 public:
  explicit StandInForGnuplot(int status = 0) {
    std::ofstream(folder_.file("gnuplot")) << "#!/bin/sh\n[ \"$1\" = --version ] && exit 0\ncat > '"
                                           << folder_.file("commands") << "'\nexit " << status << '\n';
    std::filesystem::permissions(folder_.file("gnuplot"), std::filesystem::perms::owner_all);
  }

  std::string commands() const {
    std::ifstream file(folder_.file("commands"));
    return {std::istreambuf_iterator<char>(file), {}};
  }

 private:
  TemporaryFolder folder_;
  SearchPath path_{folder_.file("") + ":" + std::getenv("PATH")};
};

}  // namespace checks
