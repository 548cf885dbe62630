#pragma once

#include <cstdint>
#include <string>

#include <strata/io/float_formats.hpp>

namespace checks {

/// A safetensors file with this header and data, whatever they are.
inline std::string safetensors(const std::string& header, const std::string& data = "") {
  std::string file;
  strata::detail::append_little_endian(file, std::uint64_t{header.size()});
  return file + header + data;
}

/// The entry of one tensor in a header.
inline std::string entry(const std::string& name, const std::string& dtype, const std::string& shape,
                         const std::string& offsets) {
  return "\"" + name + "\":{\"dtype\":\"" + dtype + "\",\"shape\":[" + shape + "],\"data_offsets\":[" +
         offsets + "]}";
}

}  // namespace checks
