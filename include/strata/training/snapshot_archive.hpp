#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include <strata/core/message.hpp>
#include <strata/data/bytes.hpp>
#include <strata/training/archive.hpp>
#include <strata/training/checkpoint_store.hpp>
#include <strata/training/snapshot.hpp>

namespace strata {

namespace detail {

inline std::string setting_text(bool value) { return to_text(value); }
inline std::string setting_text(double value) { return to_text(value); }
inline std::string setting_text(std::string_view value) { return std::string(value); }
inline std::string setting_text(const std::optional<double>& value) {
  return value ? to_text(*value) : "none";
}
inline std::string setting_text(const std::vector<double>* values) { return to_text(*values); }

inline std::string setting_text(const std::vector<std::string>* values) {
  std::string text;
  for (const std::string& value : *values) text.append(text.empty() ? "" : " ").append(value);
  return values->empty() ? "none" : text;
}

}  // namespace detail

/// Writes values to a snapshot, or takes them out of it.
class SnapshotArchive final : public Archive {
 public:
  enum class Direction { write, read };

  SnapshotArchive(Snapshot& snapshot, Direction direction)
      : Archive(direction == Direction::read), snapshot_(snapshot) {}

  void same(std::string_view name, std::string_view value) override {
    if (!reads())
      snapshot_.texts[std::string(name)] = value;
    else if (const std::string stored = take(snapshot_.texts, std::string(name)); stored != value)
      refuse(name, detail::shown(stored) + ", as training began",
             std::string(value) + "; go on with the old one, or begin anew without the file");
  }

  void same_setting(std::string_view group, std::string_view name, const Setting& value) override {
    const std::string full = detail::joined({group, ".", name});
    const auto compare = [&](const auto& typed) { same(full, detail::setting_text(typed)); };
    if (!reads() || snapshot_.texts.contains(full)) std::visit(compare, value);
  }

  /// Throws `std::runtime_error` where reading has left something.
  void finish() const {
    if (!snapshot_.arrays.empty())
      refuse("arrays", "no more", detail::shown(snapshot_.arrays.begin()->first));
    if (!snapshot_.texts.empty()) refuse("texts", "no more", detail::shown(snapshot_.texts.begin()->first));
  }

  [[noreturn]] void refuse(std::string_view name, std::string_view expected,
                           std::string_view got) const override {
    detail::throw_bad_file(snapshot_.file, std::string(name), std::string(expected), std::string(got));
  }

 private:
  void keep(const std::string& name, Value value) override {
    const auto text = [&](auto* typed) {
      if (!reads())
        snapshot_.texts[name] = written(name, *typed);
      else if (const std::string stored = take(snapshot_.texts, name); !detail::from_text(stored, *typed))
        refuse(name, "a value as it was written", detail::shown(stored));
    };
    std::visit(text, value);
  }

  /// Refuses now what could not be read back when training goes on.
  std::string written(const std::string& name, const auto& value) const {
    std::string text = detail::to_text(value);
    if constexpr (std::is_same_v<decltype(value), const Index&>)
      if (!detail::is_count(value))
        refuse(name, "a whole number from 0 to " + detail::to_text(detail::largest_count),
               text + "; keep other numbers as double");
    return text;
  }

  void keep(const detail::PlacedTensor& tensor, Numbers numbers) override {
    std::visit([&](auto* typed) { array(tensor, typed); }, numbers);
  }

  template <class Scalar>
  void array(const detail::PlacedTensor& tensor, Scalar* numbers) {
    Snapshot::Array array{tensor.shape, {}, std::is_same_v<Scalar, float>};
    const Index size = tensor.size();
    if (!reads()) {
      for (Index i = 0; i < size; ++i)
        array.numbers.push_back(static_cast<double>(numbers[tensor.position(i)]));
      snapshot_.arrays[tensor.name] = std::move(array);
      return;
    }
    const Snapshot::Array stored = take(snapshot_.arrays, tensor.name);
    if (stored.shape != array.shape || stored.is_single != array.is_single)
      refuse(detail::shown(tensor.name), description(array), description(stored));
    if (stored.numbers.size() != static_cast<std::size_t>(size))
      refuse(detail::shown(tensor.name), detail::joined({size, " numbers"}),
             detail::joined({stored.numbers.size()}));
    Index i = 0;
    for (const double number : stored.numbers) numbers[tensor.position(i++)] = static_cast<Scalar>(number);
  }

  Index stored_size(const std::string& name) const override {
    const auto found = snapshot_.arrays.find(name);
    return found == snapshot_.arrays.end() ? 0 : static_cast<Index>(found->second.numbers.size());
  }

  static std::string description(const Snapshot::Array& array) {
    std::string text = array.is_single ? "float" : "double";
    for (const Index extent : array.shape) text += " x " + std::to_string(extent);
    return text;
  }

  template <class Map>
  typename Map::mapped_type take(Map& map, const std::string& name) {
    auto node = map.extract(name);
    if (node.empty()) refuse(detail::shown(name), "a value", "none; another kind of training wrote the file");
    return std::move(node.mapped());
  }

  Snapshot& snapshot_;
};

/// A store of snapshots: `write(snapshot)` replaces what is kept, `read()` is a `std::optional<Snapshot>` of
/// it, empty before the first one.
template <class Write, class Read>
CheckpointStore snapshot_store(Write write, Read read, Index every_epochs = 1, double every_minutes = 0) {
  using Visit = CheckpointStore::Visit;
  const auto written = [](const Visit& visit) {
    Snapshot snapshot;
    SnapshotArchive archive(snapshot, SnapshotArchive::Direction::write);
    visit(archive);
    return snapshot;
  };
  return {[=](const Visit& visit) { write(written(visit)); },
          [=](const Visit& visit) {
            std::optional<Snapshot> snapshot = read();
            if (!snapshot) {
              (void)written(visit);  // What cannot be kept shows now rather than in an hour.
              return false;
            }
            SnapshotArchive archive(*snapshot, SnapshotArchive::Direction::read);
            visit(archive);
            archive.finish();
            return true;
          },
          every_epochs,
          every_minutes,
          Snapshot{}.file,
          {}};
}

}  // namespace strata
