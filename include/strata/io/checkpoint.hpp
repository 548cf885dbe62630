#pragma once

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <istream>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include <strata/data/read_file.hpp>
#include <strata/io/atomic_file.hpp>
#include <strata/io/float_formats.hpp>
#include <strata/io/safetensors_reader.hpp>
#include <strata/io/safetensors_writer.hpp>
#include <strata/training/snapshot_archive.hpp>

namespace strata {

namespace detail {

/// A snapshot as the bytes of a safetensors file, its texts as metadata.
inline std::string bytes_of(const Snapshot& snapshot) {
  SafetensorsWriter file;
  for (const auto& entry : snapshot.arrays) {
    const std::string& name = entry.first;
    const Snapshot::Array& array = entry.second;
    const auto number = [&](Index i) { return array.numbers[static_cast<std::size_t>(i)]; };
    const auto size = static_cast<Index>(array.numbers.size());
    if (array.is_single)
      file.add(name, array.shape, size, [&](Index i) { return static_cast<float>(number(i)); });
    else
      file.add(name, array.shape, size, number);
  }
  for (const auto& [name, text] : snapshot.texts) file.add_metadata(name, text);
  return file.bytes();
}

/// The snapshot in a safetensors file; `file` is what messages call it. Throws `std::runtime_error` where it
/// is not what its format says, or holds other numbers than F64 and F32.
inline Snapshot read_snapshot(std::istream& in, const std::string& file) {
  SafetensorsReader reader(in, file);
  Snapshot snapshot{.file = file};
  for (const auto& [name, stored] : reader.header().tensors) {
    if (stored.dtype != "F64" && stored.dtype != "F32")
      throw_bad_file(file, "tensor " + quoted_name(name), "F64 or F32", shown(stored.dtype));
    const FloatFormat& format = *find_float_format(stored.dtype);
    const std::string bytes = reader.bytes(stored);
    Snapshot::Array array{{stored.shape.begin(), stored.shape.end()}, {}, stored.dtype == "F32"};
    for (std::size_t at = 0; at < bytes.size(); at += format.bytes)
      array.numbers.push_back(format.decode(bytes.data() + at));
    snapshot.arrays.emplace(name, std::move(array));
  }
  snapshot.texts.insert(reader.header().metadata.begin(), reader.header().metadata.end());
  return snapshot;
}

/// Throws `std::runtime_error` where something is there that is no file.
inline void check_is_file(const std::string& path) {
  std::error_code ignored;
  const auto status = std::filesystem::status(path, ignored);
  if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status))
    throw_bad_file(path, "checkpoint", "a file or none", "something else; choose another path");
}

}  // namespace detail

/// The file in which `fit` keeps its training: `fit(net, loss, Adam{}, data, {.epochs = 100, .checkpoint =
/// Checkpoint{.path = "run.safetensors", .every_minutes = 10}})`. A later call with the same data and options
/// goes on from there.
///
/// A safetensors file with the parameters and the state of the network (`load(net, path, {.prefix =
/// "network."})` reads them), those of the optimizer, and as texts the schedule, the generators, the history,
/// the epoch and the batch. It is replaced in one step, whenever the process ends. `fit` throws
/// `std::runtime_error` before it trains where the file cannot be written, is not what its format says, or
/// belongs to another kind of training; the network is then as it was. Where the file can be written no
/// longer, it throws too, and the network is as it was after the last step.
struct Checkpoint {
  std::string path;
  /// How many epochs lie between two checkpoints; 0 does not count them. One is also written where training
  /// ends.
  Index every_epochs = 1;
  /// How many minutes lie between two checkpoints, after any batch; 0 does not count them.
  double every_minutes = 0;

  operator CheckpointStore() const {
    CheckpointStore store = snapshot_store(
        [file = path](const Snapshot& snapshot) {
          detail::write_atomically(file, detail::bytes_of(snapshot));
        },
        [file = path]() -> std::optional<Snapshot> {
          std::error_code ignored;
          detail::check_is_file(file);
          if (!std::filesystem::exists(file, ignored)) return std::nullopt;
          std::ifstream in = detail::open_file(file);
          return detail::read_snapshot(in, file);
        },
        every_epochs, every_minutes);
    store.name = path;
    store.check = [file = path] { detail::check_writable(file); };
    return store;
  }
};

}  // namespace strata
