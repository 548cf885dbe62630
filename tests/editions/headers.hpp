#pragma once

#include "d3660ba/activations.hpp"
#include "d3660ba/layers.hpp"
#include "d3660ba/plain_double.hpp"
#include "d3660ba/plain_float.hpp"
#include "d3660ba/rank_3.hpp"
#include "d3660ba/without_bias.hpp"
#include "f1036f6/activations.hpp"
#include "f1036f6/denormalization.hpp"
#include "f1036f6/layers.hpp"
#include "f1036f6/plain_double.hpp"
#include "f1036f6/plain_float.hpp"
#include "f1036f6/rank_3.hpp"
#include "f1036f6/residual.hpp"
#include "f1036f6/without_bias.hpp"

namespace editions {

/// Calls `f(edition, name, net)` with the network in each header that is kept.
template <class F>
void each_header(const F& f) {
  f("d3660ba", "activations", activations_d3660ba::make());
  f("d3660ba", "layers", layers_d3660ba::make());
  f("d3660ba", "plain_double", plain_double_d3660ba::make());
  f("d3660ba", "plain_float", plain_float_d3660ba::make());
  f("d3660ba", "rank_3", rank_3_d3660ba::make());
  f("d3660ba", "without_bias", without_bias_d3660ba::make());
  f("f1036f6", "activations", activations_f1036f6::make());
  f("f1036f6", "denormalization", denormalization_f1036f6::make());
  f("f1036f6", "layers", layers_f1036f6::make());
  f("f1036f6", "plain_double", plain_double_f1036f6::make());
  f("f1036f6", "plain_float", plain_float_f1036f6::make());
  f("f1036f6", "rank_3", rank_3_f1036f6::make());
  f("f1036f6", "residual", residual_f1036f6::make());
  f("f1036f6", "without_bias", without_bias_f1036f6::make());
}

}  // namespace editions
