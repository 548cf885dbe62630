#pragma once

namespace scaling {

/// The bytes on the heap that this program holds now, as the C library counts them.
double live_bytes();

}  // namespace scaling
