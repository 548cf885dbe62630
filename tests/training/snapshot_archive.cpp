#include <strata/training/snapshot_archive.hpp>

#include "../support/checks.hpp"

using namespace strata;

namespace {

struct Inner {
  Index count = 3;

  void visit(auto& archive) { archive("count", count); }
};

struct Narrow {
  int count = 3;

  void visit(auto& archive) { archive("count", count); }
};

/// One of each kind of value.
struct All {
  double number = 0.1;
  bool truth = true;
  Generator generator;
  std::vector<double> numbers{1, 2};
  Inner inner;
  Eigen::Matrix<double, 2, 3> matrix{{1, 2, 3}, {4, 5, 6}};
  Eigen::VectorXf vector = Eigen::VectorXf::LinSpaced(4, 0, 1);

  void visit(auto& archive) {
    archive("number", number);
    archive("truth", truth);
    archive("generator", generator);
    archive("numbers", numbers);
    archive("inner", inner);
    archive("matrix", matrix);
    archive("vector", vector);
  }
};

template <class T>
Snapshot written(T& value) {
  Snapshot snapshot;
  SnapshotArchive archive(snapshot, SnapshotArchive::Direction::write);
  archive("all", value);
  return snapshot;
}

template <class T>
void read(Snapshot snapshot, T& value) {
  SnapshotArchive archive(snapshot, SnapshotArchive::Direction::read);
  archive("all", value);
  archive.finish();
}

}  // namespace

TEST_CASE("A whole number that could not be read back is refused when it is written") {
  for (const Index number : {Index{-1}, (Index{1} << 53) + 1}) {
    Inner inner{number};
    CHECK_THROWS_WITH(written(inner),
                      "strata: checkpoint: all.count: expected a whole number from 0 to "
                      "9007199254740992, got " +
                          std::to_string(number) + "; keep other numbers as double");
  }
  Inner largest{Index{1} << 53}, same;
  read(written(largest), same);
  CHECK(same.count == largest.count);
}

TEST_CASE("One list of names writes and reads") {
  All all;
  const Snapshot snapshot = written(all);
  CHECK(snapshot.texts.at("all.inner.count") == "3");
  CHECK(snapshot.arrays.at("all.matrix").shape == std::vector<Index>{2, 3});
  CHECK(snapshot.arrays.at("all.matrix").numbers == std::vector<double>{1, 2, 3, 4, 5, 6});
  CHECK(snapshot.arrays.at("all.vector").is_single);

  All other{.number = 2, .truth = false, .generator = Generator(5), .numbers = {}, .inner = {9}};
  other.matrix.setZero();
  other.vector.resize(0);
  read(snapshot, other);
  CHECK(written(other).texts == snapshot.texts);
  CHECK(other.matrix == all.matrix);
  CHECK(other.vector == all.vector);
}

TEST_CASE("A network has the names that save gives it") {
  Sequential<double, Input<2>, Dense<3>> net, other;
  other.parameters().setZero();
  Snapshot snapshot;
  SnapshotArchive(snapshot, SnapshotArchive::Direction::write).network("network", net);
  CHECK(snapshot.arrays.at("network.0.weight").shape == std::vector<Index>{3, 2});
  CHECK(snapshot.arrays.at("network.0.weight").numbers[1] == net.layer<0>().weights()(0, 1));
  SnapshotArchive(snapshot, SnapshotArchive::Direction::read).network("network", other);
  CHECK(other.parameters() == net.parameters());
}

TEST_CASE("A snapshot of something else is refused") {
  All all;
  const Snapshot snapshot = written(all);
  Snapshot other = snapshot;
  other.texts["all.inner.count"] = "three";
  CHECK_THROWS_WITH(read(other, all),
                    "strata: checkpoint: all.inner.count: expected a value as it was written, got \"three\"");
  other = snapshot;
  other.arrays["all.vector"].shape = {5};
  CHECK_THROWS_WITH(read(other, all),
                    "strata: checkpoint: \"all.vector\": expected float x 4, got float x 5");
  other = snapshot;
  other.texts.erase("all.number");
  CHECK_THROWS_WITH(read(other, all), contains("\"all.number\": expected a value, got none"));
  other = snapshot;
  other.texts["more"] = "";
  CHECK_THROWS_WITH(read(other, all), contains("texts: expected no more, got \"more\""));
}

TEST_CASE("A number that its type cannot hold is refused by its full name") {
  Narrow narrow;
  Snapshot snapshot = written(narrow);
  snapshot.texts["all.count"] = "5000000000";
  CHECK_THROWS_WITH(read(snapshot, narrow),
                    "strata: checkpoint: all.count: expected a value as it was written, got 5000000000");
}

TEST_CASE("A long double is refused, and keeps its digits") {
  struct Wide {
    long double number = 0.1L;

    void visit(Archive& archive) { archive("number", number); }
  } wide;
  CHECK_THROWS_WITH(written(wide), contains("expected numbers of float or double, got long double"));
  CHECK(wide.number == 0.1L);
}

TEST_CASE("long double does not fit into a snapshot") {
  Sequential<long double, Input<2>, Dense<3>> net;
  Snapshot snapshot;
  CHECK_THROWS_WITH(SnapshotArchive(snapshot, SnapshotArchive::Direction::write).network("network", net),
                    contains("strata: checkpoint: expected numbers of float or double, got long double"));
}
