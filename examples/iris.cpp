// Three kinds of iris, told apart by four lengths: a table from a file, split, standardised, learned.

#include <iostream>

#include <strata/data/csv.hpp>
#include <strata/strata.hpp>

using namespace strata;

int main(int argc, char** argv) {
  const auto table = read_csv(argc > 1 ? argv[1] : STRATA_EXAMPLES_DATA "/iris.csv", {.label = "species"});
  bool all_learned = true;
  for (const std::uint64_t seed : {1u, 2u, 3u, 4u, 5u}) {
    const auto [train, test] = Dataset(table.values, table.labels).split(0.7, seed);
    Sequential<double, Input<4>, Normalization, Dense<16>, Tanh, Dense<3>> net;
    net.initialize(Automatic{}, seed);
    adapt(net, train);
    fit(net, CrossEntropy{}, Adam{.learning_rate = 3e-2, .weight_decay = 1e-2}, train,
        {.epochs = 120,
         .batch_size = 16,
         .schedule = CosineDecay{.steps = 120},
         .seed = seed,
         .progress = nullptr});
    const auto [loss, accuracy] = evaluate(net, CrossEntropy{}, test, Accuracy{});
    std::cout << "Seed " << seed << ": accuracy " << accuracy << " on " << test.size()
              << " flowers not seen\n";
    all_learned = all_learned && accuracy >= 0.95;
  }
  return all_learned ? 0 : 1;
}
