// Stands before the C library's malloc and free, and adds up what they hand out and take back; nothing that
// is measured here takes memory in other ways.

#include "live_bytes.hpp"

#include <atomic>
#include <cstdlib>

#include <dlfcn.h>
#include <malloc.h>

namespace {

std::atomic<long> held{0};

template <class Function>
Function* next(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

}  // namespace

// operator new and Eigen come here.
extern "C" {

void* malloc(std::size_t size) {
  static const auto original = next<void*(std::size_t)>("malloc");
  void* const memory = original(size);
  held += static_cast<long>(malloc_usable_size(memory));
  return memory;
}

void free(void* memory) {
  static const auto original = next<void(void*)>("free");
  held -= static_cast<long>(malloc_usable_size(memory));
  original(memory);
}

}  // extern "C"

double scaling::live_bytes() { return static_cast<double>(held); }
