// Made by make_architectures.py with PyTorch 1.13.0; do not edit. Badly conditioned draws left out: 6.
#pragma once

#include "case.hpp"

// clang-format off
namespace parity {

/// Calls `check(number, network, loss)` for each architecture.
template <class Check>
void for_each_architecture(Check&& check) {
  using namespace strata;
  check(0, make_sequential<double>(Input{5}, Dense{11, no_bias}, Dense{9, no_bias}, Dense{1}, Dense{2}, LayerNorm{}, Dense{25}, Identity{}, Dense{1}),
        MeanSquaredError{});
  check(1, make_sequential<double>(Input{3}, LayerNorm{}, Mish{}, Residual{Dense{3, no_bias}}, Softplus{}, LayerNorm{}),
        BinaryCrossEntropy{.positive_weight = 2});
  check(2, make_sequential<double>(Input{4}, Dense{2}, LayerNorm{}, Dense{1}, BatchNorm{.epsilon = 1e-3, .momentum = 0.3}, GELU{}, Dense{1}),
        MeanAbsoluteError{});
  check(3, make_sequential<double>(Input{1}, Dense{20}),
        MeanAbsoluteError{});
  check(4, make_sequential<double>(Input{38}, Residual{Dense{2}, HardSwish{}, Dense{38, no_bias}}, Dense{32}, Residual{LayerNorm{}, Dense{32}}),
        CrossEntropy{});
  check(5, make_sequential<double>(Input{7}, Dense{35}),
        MeanSquaredError{});
  check(6, make_sequential<double>(Input{10}, LayerNorm{}, ReLU{}, Residual{Dense{10}}, BatchNorm{}, LayerNorm{}),
        Huber{.delta = 0.7});
  check(7, make_sequential<double>(Input{1}, Dense{14, no_bias}, BatchNorm{.epsilon = 1e-3, .momentum = 0.3}, Residual{Dropout{0.0}, Dense{14}}, Mish{}, Dense{3}, Dense{2}),
        OfLabels<CrossEntropy>{{.label_smoothing = 0.1}});
  check(8, make_sequential<double>(Input{21}, Dense{4}, Dense{5}, LayerNorm{}),
        OfLabels<CrossEntropy>{{.label_smoothing = 0.1}});
  check(9, make_sequential<double>(Input{4}, Dense{1}, GELU{}, BatchNorm{.epsilon = 1e-3, .momentum = 0.3}, Dense{19}, Dense{38}, LayerNorm{}),
        CrossEntropy{});
  check(10, make_sequential<double>(Input{2}, Dense{3}, HardSwish{}, Dense{2}),
        Huber{.delta = 0.7});
  check(11, make_sequential<double>(Input{6}, Dense{11}, Residual{BatchNorm{.epsilon = 1e-3, .momentum = 0.3}}),
        MeanAbsoluteError{});
  check(12, make_sequential<double>(Input{8}, SELU{}, Dense{2, no_bias}, Residual{Dense{2, no_bias}}, Residual{Dense{2, no_bias}}, Residual{Softmax{}}),
        BinaryCrossEntropy{.positive_weight = 2});
  check(13, make_sequential<double>(Input{9}, Dense{23, no_bias}, LayerNorm{}),
        OfLabels<CrossEntropy>{{.label_smoothing = 0.1}});
  check(14, make_sequential<double>(Input{20}, Dense{1}),
        MeanSquaredError{});
  check(15, make_sequential<double>(Input{29}, BatchNorm{}, ReLU{}, BatchNorm{.epsilon = 1e-3, .momentum = 0.3}, LayerNorm{}, BatchNorm{.epsilon = 1e-3, .momentum = 0.3}, BatchNorm{}, LayerNorm{}),
        OfLabels<CrossEntropy>{{.label_smoothing = 0.1}});
  check(16, make_sequential<double>(Input{14}, Dense{3}, Dense{16, no_bias}, LayerNorm{}, ELU{}, SELU{}, Dense{1}),
        Huber{.delta = 0.7});
  check(17, make_sequential<double>(Input{4}, Residual{Dense{4}}, LayerNorm{}, SiLU{}, Residual{SELU{}}, LayerNorm{}),
        MeanAbsoluteError{});
  check(18, make_sequential<double>(Input{21}, SELU{}, Residual{Dense{21, no_bias}}, Dropout{0.0}),
        OfLabels<CrossEntropy>{{.label_smoothing = 0.1}});
  check(19, make_sequential<double>(Input{9}, Dense{1}, Residual{Dense{1}}, Dense{4}, Identity{}, BatchNorm{}, Sigmoid{}, Dropout{0.0}),
        OfLabels<CrossEntropy>{{.label_smoothing = 0.1}});
  check(20, make_sequential<double>(Input{3}, LayerNorm{}, BatchNorm{}, Mish{}),
        Huber{.delta = 0.7});
  check(21, make_sequential<double>(Input{8}, Residual{Dense{2}, Dropout{0.0}, Dense{8}}, Residual{Dense{8, no_bias}}),
        OfLabels<CrossEntropy>{{.label_smoothing = 0.1}});
  check(22, make_sequential<double>(Input{2}, Dense{2}, Dense{6}),
        Huber{.delta = 0.7});
  check(23, make_sequential<double>(Input{2}, ReLU{}),
        Huber{.delta = 0.7});
  check(24, make_sequential<double>(Input{17}, LayerNorm{}, Softmax{}, LayerNorm{}, SiLU{}, HardSwish{}, Dense{5, no_bias}, Dropout{0.0}, Dense{2}),
        BinaryCrossEntropy{.positive_weight = 2});
  check(25, make_sequential<double>(Input{11}, BatchNorm{}, Residual{Dropout{0.0}, Dense{11}}, Dense{5}),
        CrossEntropy{});
  check(26, make_sequential<double>(Input{6}, Residual{Softmax{}, Dense{6}}),
        MeanAbsoluteError{});
  check(27, make_sequential<double>(Input{38}, Tanh{}, Residual{Dense{14}, ReLU{}, Dense{38}}, Identity{}, Residual{ReLU{}}),
        MeanAbsoluteError{});
  check(28, make_sequential<double>(Input{2}, Dense{6}, Dense{29}),
        MeanAbsoluteError{});
  check(29, make_sequential<double>(Input{3}, Residual{Dense{1}, Softmax{}, Dense{3}}),
        OfLabels<CrossEntropy>{{.label_smoothing = 0.1}});
  check(30, make_sequential<double>(Input{1}, Residual{BatchNorm{.epsilon = 1e-3, .momentum = 0.3}, BatchNorm{}}, Softmax{}, Dense{18}, Residual{Dense{18}}),
        BinaryCrossEntropy{.positive_weight = 2});
  check(31, make_sequential<double>(Input{2}, Dense{27}),
        Huber{.delta = 0.7});
  check(32, make_sequential<double>(Input{32}, LayerNorm{}, Dense{33, no_bias}, Dropout{0.0}, Dense{4}),
        BinaryCrossEntropy{.positive_weight = 2});
  check(33, make_sequential<double>(Input{6}, Dense{3}, Dense{5}, Tanh{}, Softplus{.beta = 2, .threshold = 10}, Residual{Dense{5}}, ELU{.alpha = 0.5}),
        Huber{.delta = 0.7});
  check(34, make_sequential<double>(Input{9}, Dropout{0.0}, Softplus{}),
        OfLabels<CrossEntropy>{{.label_smoothing = 0.1}});
  check(35, make_sequential<double>(Input{4}, Dense{5}, SELU{}, Dropout{0.0}, BatchNorm{.epsilon = 1e-3, .momentum = 0.3}, Dense{5}, Dense{29}),
        CrossEntropy{});
  check(36, make_sequential<double>(Input{6}, Dense{17}, BatchNorm{}, Dense{38}, Dropout{0.0}),
        Huber{.delta = 0.7});
  check(37, make_sequential<double>(Input{17}, Dense{6}, Residual{BatchNorm{}}, Dense{8}),
        BinaryCrossEntropy{.positive_weight = 2});
  check(38, make_sequential<double>(Input{19}, Dense{12}, BatchNorm{}),
        OfLabels<CrossEntropy>{{.label_smoothing = 0.1}});
  check(39, make_sequential<double>(Input{2}, Dense{5}),
        MeanAbsoluteError{});
  check(40, make_sequential<double>(Input{7}, Residual{Dense{7}, Dropout{0.0}, Dense{7}}, BatchNorm{}, Residual{LayerNorm{}, Dense{7, no_bias}}),
        MeanSquaredError{});
  check(41, make_sequential<double>(Input{6}, Dense{25}, ReLU{}),
        OfLabels<CrossEntropy>{{.label_smoothing = 0.1}});
  check(42, make_sequential<double>(Input{1}, GELU{}, Residual{Dense{1}}),
        Huber{.delta = 0.7});
  check(43, make_sequential<double>(Input{1}, BatchNorm{}, BatchNorm{.epsilon = 1e-3, .momentum = 0.3}, Dense{37, no_bias}, Dense{3}, BatchNorm{}),
        CrossEntropy{});
  check(44, make_sequential<double>(Input{6}, Residual{Dense{6}}),
        BinaryCrossEntropy{.positive_weight = 2});
  check(45, make_sequential<double>(Input{3}, Dense{3}, Dense{3, no_bias}, Dense{10}, Dense{1}),
        MeanAbsoluteError{});
  check(46, make_sequential<double>(Input{24}, GELUTanh{}, BatchNorm{}),
        OfLabels<CrossEntropy>{{.label_smoothing = 0.1}});
  check(47, make_sequential<double>(Input{28}, LayerNorm{}, Identity{}, Dense{10}, LayerNorm{}, Dense{6}, HardSwish{}, Residual{Dense{6}}),
        BinaryCrossEntropy{.positive_weight = 2});
  check(48, make_sequential<double>(Input{1}, Sigmoid{}, Dense{24}, Dense{2}, Dense{2, no_bias}, Dense{1}, Softplus{}),
        MeanSquaredError{});
  check(49, make_sequential<double>(Input{1}, Residual{BatchNorm{.epsilon = 1e-3, .momentum = 0.3}, BatchNorm{.epsilon = 1e-3, .momentum = 0.3}}, Residual{Dense{1, no_bias}}, Dense{2}, Softmax{}, Dense{10}),
        MeanSquaredError{});
}

}  // namespace parity
