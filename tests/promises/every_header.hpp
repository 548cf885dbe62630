#pragma once

#include <strata/data/csv.hpp>
#include <strata/data/idx.hpp>
#include <strata/data/npy.hpp>
#include <strata/io/checkpoint.hpp>
#include <strata/io/gnuplot.hpp>
#include <strata/io/header.hpp>
#include <strata/io/safetensors.hpp>
#include <strata/strata.hpp>
#include <strata/testing/gradient_check.hpp>
#include <strata/training/objective.hpp>
