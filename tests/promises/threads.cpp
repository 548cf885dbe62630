#include <atomic>
#include <csignal>
#include <memory>
#include <thread>
#include <vector>

#include "../support/checks.hpp"

using namespace strata;

namespace {

/// Four threads share one network, each with a workspace of its own; all see the serial result, bit for bit.
template <class Net>
void predicts_alike_in_four_threads(const Net& net, Index samples) {
  using Batch = Eigen::Matrix<typename Net::Scalar, Eigen::Dynamic, Eigen::Dynamic>;
  const Batch x = checks::random<Batch>(net.input_shape().size(), samples);
  const Batch serial = net.predict(x);

  std::vector<Batch> results(4);
  std::vector<std::thread> threads;
  for (auto& result : results)
    threads.emplace_back([&net, &x, &result] {
      Workspace<Net> pass;
      for (int i = 0; i < 20; ++i) result = net.predict(x, pass);
    });
  for (auto& thread : threads) thread.join();
  for (const auto& result : results) CHECK(result == serial);
}

}  // namespace

TEST_CASE("threads: a small network predicts alike in four threads") {
  predicts_alike_in_four_threads(Sequential<double, Input<2>, Dense<1>, Sigmoid, Dense<2>, Sigmoid>{}, 5);
}

TEST_CASE("threads: a large network predicts alike in four threads") {
  predicts_alike_in_four_threads(make_sequential<float>(Input{784}, Dense{128}, ReLU{},
                                                        Residual(Dense{128}, GELU{}), Dense{10}, Softmax{}),
                                 64);
}

TEST_CASE("threads: any number of them trains alike") {
  const Eigen::MatrixXf x = checks::random<Eigen::MatrixXf>(300, 130),
                        target = checks::random<Eigen::MatrixXf>(3, 130);
  const auto train = [&](Index threads) {
    auto net = make_sequential<float>(Input{300}, Dense{70}, BatchNorm{}, ReLU{}, Dense{3});
    fit(net, MeanSquaredError{}, Adam{}, Dataset(x, target),
        {.epochs = 3, .batch_size = 65, .threads = threads, .progress = nullptr});
    return net.parameters();
  };
  const auto alone = train(1);
  for (const Index threads : {2, 4}) CHECK(train(threads) == alone);
}

TEST_CASE("threads: gradients of one network are computed alike in four threads") {
  const auto net = make_sequential<double>(Input{7}, Dense{9}, Tanh{}, Dense{3});
  const Eigen::MatrixXd x = checks::random(7, 11), target = checks::random(3, 11);
  auto serial = net.forward(x);
  net.backward(serial, MeanSquaredError{}, target);

  std::vector<Eigen::VectorXd> gradients(4);
  std::vector<std::thread> threads;
  for (auto& gradient : gradients)
    threads.emplace_back([&] {
      auto pass = net.forward(x);
      net.backward(pass, MeanSquaredError{}, target);
      gradient = pass.gradient();
    });
  for (auto& thread : threads) thread.join();
  for (const auto& gradient : gradients) CHECK(gradient == serial.gradient());
}

TEST_CASE("threads: scopes end in other threads while the one that began them works on") {
  const Eigen::MatrixXf a = checks::random<Eigen::MatrixXf>(200, 200);
  const Eigen::MatrixXf alone = a.lazyProduct(a);
  Threads outer(2);
  auto middle = std::make_unique<Threads>(2);
  const Threads inner(2);
  std::thread other([&] { middle.reset(); });
  Packing<float> packing;
  Eigen::MatrixXf result = Eigen::MatrixXf::Zero(200, 200);
  using View = Eigen::Map<const Eigen::MatrixXf>;
  product(View(a.data(), 200, 200), View(a.data(), 200, 200), result, packing);
  other.join();
  CHECK(result.isApprox(alone));
}

TEST_CASE("threads: guards begin and end in some threads while interrupts arrive in others") {
  static std::atomic<int> heard = 0;
  const auto before = std::signal(SIGINT, [](int) { ++heard; });
  std::atomic<bool> all_saw = true;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      for (int round = 0; round < 50; ++round) {
        const InterruptGuard guard;
        std::raise(SIGINT);
        if (!guard.interrupted()) all_saw = false;
      }
    });
  for (int i = 0; i < 50; ++i) std::raise(SIGINT);
  for (auto& thread : threads) thread.join();
  std::signal(SIGINT, before);
  CHECK(all_saw);
  CHECK(heard == 250);
}
