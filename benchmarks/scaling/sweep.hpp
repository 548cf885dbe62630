#pragma once

#include <string>
#include <utility>
#include <vector>

#include "machine.hpp"
#include "model.hpp"
#include "subject.hpp"

namespace scaling {

/// Networks of which one extent grows.
struct Sweep {
  std::string name, title;
  Index Size::*axis;
  std::vector<Size> sizes;
};

/// Training or inference at one size: as measured and as the model has it.
struct Figure {
  Cost measured, model;
};

/// One point of a chart.
struct Row {
  Index x;
  Figure training, inference;
};

/// The rounds of one figure; a round's model uses the machine's speed of that moment.
class Rounds {
 public:
  void add(const Cost& cost, const Work& work, double operations, Seconds span) {
    measured_.push_back(cost.seconds);
    model_.push_back(work.seconds({operations, bandwidth(work.memory, span)}));
    memory_ = {cost.memory, work.memory};
  }

  Figure medians() const {
    return {{peers::median(measured_), memory_.first}, {peers::median(model_), memory_.second}};
  }

 private:
  std::vector<double> measured_, model_;
  std::pair<double, double> memory_;
};

/// Takes every figure once in each round.
inline std::vector<Row> run(const Sweep& sweep, int rounds, Seconds span) {
  std::vector<std::pair<Rounds, Rounds>> figures(sweep.sizes.size());
  for (int round = 0; round < rounds; ++round)
    for (std::size_t i = 0; i < figures.size(); ++i) {
      const Size& size = sweep.sizes[i];
      const Costs costs = measure(size, span);
      const peers::Pin pin;
      const double operations = peak(span);
      figures[i].first.add(costs.training, training(size), operations, span);
      figures[i].second.add(costs.inference, inference(size), operations, span);
    }
  std::vector<Row> rows;
  for (std::size_t i = 0; i < figures.size(); ++i)
    rows.push_back({sweep.sizes[i].*sweep.axis, figures[i].first.medians(), figures[i].second.medians()});
  return rows;
}

}  // namespace scaling
