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
  CHECK(snapshot.arrays.at("all.vector").numbers[0] == 0);
  CHECK(snapshot.arrays.at("all.vector").numbers[3] == 1);

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
  other.arrays["all.vector"] = {{5}, {1, 2, 3, 4, 5}, true};
  CHECK_THROWS_WITH(read(other, all),
                    "strata: checkpoint: \"all.vector\": expected float x 4, got float x 5");
  for (const std::vector<double>& numbers : {std::vector<double>{1, 2, 3}, {1, 2, 3, 4, 5}}) {
    other.arrays["all.vector"] = {{4}, numbers, true};
    CHECK_THROWS_WITH(read(other, all), "strata: checkpoint: \"all.vector\": expected 4 numbers, got " +
                                            std::to_string(numbers.size()));
  }
  other = snapshot;
  other.texts.erase("all.number");
  CHECK_THROWS_WITH(read(other, all), contains("\"all.number\": expected a value, got none"));
  other = snapshot;
  other.texts["more"] = "";
  CHECK_THROWS_WITH(read(other, all), "strata: checkpoint: texts: expected no more, got \"more\"");
  other = snapshot;
  other.arrays["more"] = {};
  CHECK_THROWS_WITH(read(other, all), "strata: checkpoint: arrays: expected no more, got \"more\"");
  other = snapshot;
  other.arrays.erase("all.vector");
  all.vector.resize(0);
  CHECK_THROWS_WITH(read(other, all),
                    contains("\"all.vector\": expected a value, got none; another kind of training"));
  CHECK(all.vector.size() == 0);
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

TEST_CASE("Numbers of any type come back, NaN among them") {
  struct Numbers {
    float number = 0, missing = 0;
    std::uint64_t count = 0;
    std::int16_t small = 0;

    void visit(Archive& archive) {
      archive("number", number);
      archive("missing", missing);
      archive("count", count);
      archive("small", small);
    }
  } numbers{0.1f, std::nanf(""), std::uint64_t{1} << 40, 7}, other;
  const Snapshot snapshot = written(numbers);
  CHECK(snapshot.texts.at("all.count") == "1099511627776");
  CHECK_NOTHROW(read(snapshot, other));
  CHECK(other.number == 0.1f);
  CHECK(std::isnan(other.missing));
  CHECK(other.count == numbers.count);
  CHECK(other.small == 7);
}

TEST_CASE("What is written again replaces what was there, with its size") {
  All all;
  Snapshot snapshot;
  SnapshotArchive archive(snapshot, SnapshotArchive::Direction::write);
  archive("all", all);
  all.number = 3;
  all.vector.resize(0);
  archive("all", all);
  CHECK(all.vector.size() == 0);
  CHECK(snapshot.texts.at("all.number") == "3");
  CHECK(snapshot.arrays.at("all.vector").shape == std::vector<Index>{0});
}

TEST_CASE("What must be the same is compared; a setting only where the file has it") {
  Snapshot snapshot;
  SnapshotArchive(snapshot, SnapshotArchive::Direction::write).same("kind", "SGD");
  SnapshotArchive(snapshot, SnapshotArchive::Direction::write).same_setting("fit", "rate", 0.5);
  CHECK((snapshot.texts == std::map<std::string, std::string>{{"kind", "SGD"}, {"fit.rate", "0.5"}}));

  SnapshotArchive archive(snapshot, SnapshotArchive::Direction::read);
  CHECK(archive.reads());
  CHECK_NOTHROW(archive.same("kind", "SGD"));
  CHECK_NOTHROW(archive.same_setting("fit", "rate", 0.5));
  CHECK_NOTHROW(archive.same_setting("fit", "more", 7.0));
  CHECK_NOTHROW(archive.finish());
  CHECK_THROWS_WITH(archive.same("kind", "SGD"), contains("\"kind\": expected a value, got none"));
  snapshot.texts = {{"kind", "SGD"}, {"fit.rate", "0.5"}};
  CHECK_THROWS_WITH(archive.same("kind", "Adam"),
                    "strata: checkpoint: kind: expected \"SGD\", as training began, got Adam; go on with the "
                    "old one, or begin anew without the file");
  CHECK_THROWS_WITH(archive.same_setting("fit", "rate", 0.25),
                    contains("fit.rate: expected \"0.5\", as training began, got 0.25;"));
}

TEST_CASE("A store of snapshots gives back what it was given, by default after each epoch alone") {
  std::optional<Snapshot> kept;
  const CheckpointStore store =
      snapshot_store([&](const Snapshot& snapshot) { kept = snapshot; }, [&] { return kept; });
  All all, other;
  other.number = 2;
  Index visits = 0;
  const auto visit = [&](All& value) {
    return [&](Archive& archive) {
      ++visits;
      archive("all", value);
    };
  };
  CHECK_FALSE(store.read(visit(other)));
  CHECK(visits == 1);  // What cannot be kept shows before training.
  CHECK(other.number == 2);
  store.write(visit(all));
  CHECK(store.read(visit(other)));
  CHECK(visits == 3);
  CHECK(other.number == all.number);
  CHECK(store.name == "checkpoint");
  for (const CheckpointStore& each : {store, CheckpointStore{}}) {
    CHECK(each.every_epochs == 1);
    CHECK(each.every_minutes == 0);
    CHECK_FALSE(each.check);
  }
}
