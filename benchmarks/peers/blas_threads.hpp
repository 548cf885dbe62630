#pragma once

#ifdef STRATA_PEERS_OPENBLAS
extern "C" void openblas_set_num_threads(int);
#endif

namespace peers {

/// Sets the threads of OpenBLAS, which all libraries in this process share.
inline void use_blas_threads([[maybe_unused]] int count) {
#ifdef STRATA_PEERS_OPENBLAS
  openblas_set_num_threads(count);
#endif
}

}  // namespace peers
