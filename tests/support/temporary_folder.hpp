#pragma once

#include <filesystem>
#include <iterator>
#include <random>
#include <string>

namespace checks {

/// A folder of its own, also beside tests that run at the same time; gone after the test.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    do
      path_ =
          std::filesystem::temp_directory_path() / ("strata_test_" + std::to_string(std::random_device{}()));
    while (!std::filesystem::create_directory(path_));
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

/// A temporary folder that the test works in.
class WorkingFolder : public TemporaryFolder {
 public:
  WorkingFolder() : before_(std::filesystem::current_path()) { std::filesystem::current_path(file("")); }
  ~WorkingFolder() { std::filesystem::current_path(before_); }

 private:
  std::filesystem::path before_;
};

}  // namespace checks
