// error: strata: this loss takes logits, its softmax or sigmoid is inside, and the network's last layer
// shows: LossTakesWhatNetworkGives<strata::BinaryCrossEntropy, strata::Sigmoid>
#include <strata/strata.hpp>

using namespace strata;

int main() {
  Sequential<double, Input<2>, Dense<1>, Sigmoid> net;
  auto pass = net.forward(Eigen::Vector2d(1, 2));
  net.backward(pass, BinaryCrossEntropy{}, Eigen::Vector<double, 1>(1));
}
