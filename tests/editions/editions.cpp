#include <Eigen/Core>
#include <filesystem>
#include <fstream>
#include <memory>
#include <set>
#include <string>
#include <type_traits>
#include <vector>

#include <strata/data/npy.hpp>
#include <strata/io/safetensors.hpp>
#include <strata/strata.hpp>
#include <zlib.h>

#include "../support/checks.hpp"
#include "../support/temporary_folder.hpp"
#include "headers.hpp"
#include "networks.hpp"
#include "trainings.hpp"

using namespace strata;

namespace {

/// The files of an edition, which notes those that are asked for.
class Edition {
 public:
  explicit Edition(const std::filesystem::path& folder) : folder_(folder) {
    for (const auto& entry : std::filesystem::directory_iterator(folder))
      left_.insert(entry.path().filename().string());
  }

  std::string name() const { return folder_.filename().string(); }

  bool has(const std::string& file) const { return std::filesystem::exists(folder_ / file); }

  std::string path(const std::string& file) {
    left_.erase(file);
    return (folder_ / file).string();
  }

  template <class Scalar>
  Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic> matrix(const std::string& file) {
    return read_npy<Scalar>(path(file));
  }

  /// The files that nobody has asked for.
  const std::set<std::string>& left() const { return left_; }

 private:
  std::filesystem::path folder_;
  std::set<std::string> left_;
};

std::vector<Edition> editions_kept() {
  std::vector<Edition> kept;
  for (const auto& entry : std::filesystem::directory_iterator(STRATA_EDITIONS))
    if (entry.is_directory()) kept.emplace_back(entry.path());
  return kept;
}

/// Editions, compilers and vector instructions round in other places. The networks have few numbers, and
/// trainings few steps: what comes of it is 1e-15 and 2e-7, where this was measured.
double rounding(bool is_single) { return is_single ? 1e-5 : 1e-12; }

/// Compares with what the network of the edition predicted.
template <class Net>
void check_predictions(const Net& net, Edition& edition, const std::string& name) {
  using Scalar = typename Net::Scalar;
  const auto x = edition.matrix<Scalar>(name + ".x.npy"), y = edition.matrix<Scalar>(name + ".y.npy");
  CHECK(checks::distance(net.predict(x), y) <= rounding(std::is_same_v<Scalar, float>));
}

/// Writes a file as it was before gzip.
void unpack(const std::string& packed, const std::string& path) {
  const std::unique_ptr<gzFile_s, int (*)(gzFile)> in(gzopen(packed.c_str(), "rb"), gzclose);
  REQUIRE(in);
  std::ofstream out(path, std::ios::binary);
  char bytes[4096];
  for (int count = 1; count > 0;) {
    count = gzread(in.get(), bytes, sizeof bytes);
    REQUIRE(count >= 0);
    out.write(bytes, count);
  }
}

}  // namespace

TEST_CASE("Networks of every edition are loaded and predict what they did") {
  editions::each_network([](const std::string& name, const auto& first) {
    int found = 0;
    for (Edition& edition : editions_kept()) {
      CAPTURE(edition.name(), name);
      if (!edition.has(name + ".safetensors")) continue;
      ++found;
      auto net = first;
      load(net, edition.path(name + ".safetensors"));
      check_predictions(net, edition, name);
    }
    CAPTURE(name);
    CHECK(found > 0);
  });
}

TEST_CASE("Headers of every edition compile, and hold the numbers of its files to the bit") {
  editions::each_header([](const std::string& folder, const std::string& name, const auto& net) {
    CAPTURE(folder, name);
    Edition edition(std::filesystem::path(STRATA_EDITIONS) / folder);
    auto loaded = net;
    loaded.parameters().setZero();
    loaded.state().setZero();
    load(loaded, edition.path(name + ".safetensors"));
    CHECK(loaded.parameters() == net.parameters());
    CHECK(loaded.state() == net.state());
    check_predictions(net, edition, name);
  });
}

TEST_CASE("Training goes on from the checkpoints of every edition to where it went") {
  const checks::TemporaryFolder folder;
  for (Edition& edition : editions_kept()) {
    const auto x = edition.matrix<double>("training.x.npy"), t = edition.matrix<double>("training.t.npy");
    editions::each_training(x, t, [&](const std::string& name, editions::Moment, const auto& train) {
      CAPTURE(edition.name(), name);
      const std::string checkpoint = folder.file(edition.name() + name);
      unpack(edition.path(name + ".checkpoint.gz"), checkpoint);
      const editions::Trained end = train(editions::Run{checkpoint});
      const double bound = rounding(end.is_single);
      CHECK(checks::distance(end.memory, edition.matrix<double>(name + ".end.npy")) <= bound);
      CHECK(checks::distance(end.history, edition.matrix<double>(name + ".history.npy")) <= bound);
    });
  }
}

TEST_CASE("No file of an edition is left out") {
  std::vector<Edition> kept = editions_kept();
  REQUIRE(kept.size() >= 2);
  for (Edition& edition : kept) {
    const auto ask = [&](const std::string& name, const std::vector<std::string>& ends) {
      for (const std::string& end : ends) edition.path(name + end);
    };
    editions::each_network([&](const std::string& name, const auto&) {
      ask(name, {".safetensors", ".x.npy", ".y.npy"});
    });
    editions::each_header([&](const std::string& folder, const std::string& name, const auto&) {
      if (folder == edition.name()) ask(name, {".hpp"});
    });
    const auto x = edition.matrix<double>("training.x.npy"), t = edition.matrix<double>("training.t.npy");
    editions::each_training(x, t, [&](const std::string& name, editions::Moment, const auto&) {
      ask(name, {".checkpoint.gz", ".end.npy", ".history.npy"});
    });
    CAPTURE(edition.name());
    CHECK(edition.left() == std::set<std::string>{});
  }
}
