#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>

/// The function that libFuzzer calls with one input after the other.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// Ends the program where a promise is broken.
inline void require(bool holds, const char* promise) {
  if (holds) return;
  std::fprintf(stderr, "Broken: %s\n", promise);
  std::abort();
}

/// True where `read` returns, false where it throws the error for a bad file; any other exception ends the
/// program.
template <class F>
bool reads(F&& read) {
  try {
    read();
    return true;
  } catch (const std::runtime_error& error) {
    require(std::string_view(error.what()).starts_with("strata: "), "an error of ours");
    return false;
  }
}

}  // namespace fuzz
