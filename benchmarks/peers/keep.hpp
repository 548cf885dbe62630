#pragma once

namespace peers {

/// Makes the compiler believe that somebody reads and changes `value`, so that work is neither left out nor
/// moved out of a loop.
template <class T>
void keep(T& value) {
  asm volatile("" : "+m"(value) : : "memory");
}

}  // namespace peers
