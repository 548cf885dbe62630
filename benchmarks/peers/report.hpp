#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "rounds.hpp"

namespace peers {

/// Writes the tables of medians as Markdown; `yardstick` is the contestant that the others are divided by.
void write_report(std::ostream& out, const std::vector<Contestant>& contestants, const Figures& figures,
                  const std::string& yardstick, const std::string& limit);

}  // namespace peers
