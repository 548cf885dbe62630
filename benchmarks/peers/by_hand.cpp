// What an engineer who knows Eigen would write for each network alone.

#include "by_hand_classifiers.hpp"
#include "by_hand_small.hpp"

namespace peers {

namespace {

Exercise tutorial_exercise() {
  struct Pupil {
    by_hand::Tutorial net;
    Eigen::Vector2d x = Eigen::Vector2f(tutorial().input(0)).cast<double>();
    Eigen::Vector2d target = Eigen::Vector2f(tutorial().target(0)).cast<double>();

    void forward(int times) {
      for (int i = 0; i < times; ++i) {
        keep(x);
        net.forward(x);
        keep(net.y);
      }
    }

    void train(int times) {
      for (int i = 0; i < times; ++i) {
        keep(x);
        keep(target);
        double loss = net.step(x, target, tutorial().learning_rate);
        keep(loss);
      }
    }

    std::vector<float> predict() {
      net.forward(x);
      return {static_cast<float>(net.y(0)), static_cast<float>(net.y(1))};
    }
  };
  const auto pupil = std::make_shared<Pupil>();
  return {&tutorial(),
          [=] { pupil->train(1); },
          [=] { return pupil->predict(); },
          {{Workload::tutorial_forward, 1, 10000, [=] { pupil->forward(10000); }},
           {Workload::tutorial_step, 1, 10000, [=] { pupil->train(10000); }}}};
}

template <class Net>
struct TanhPupil {
  const Task& task;
  Net net;
  typename Net::Input x = input(0);

  typename Net::Input input(int sample) const { return typename Net::Input(task.input(sample)); }

  void forward(int times) {
    for (int i = 0; i < times; ++i) {
      keep(x);
      net.forward(x);
      keep(net.third.y);
    }
  }

  void train_one_epoch() {
    for (int i = 0; i < task.count; ++i)
      net.step(input(i), typename Net::Output(task.target(i)), task.learning_rate);
  }

  std::vector<float> predict() {
    std::vector<float> outputs;
    for (int i = 0; i < task.count; ++i) {
      net.forward(input(i));
      outputs.insert(outputs.end(), net.third.y.begin(), net.third.y.end());
    }
    return outputs;
  }
};

template <class Net>
Exercise tanh_exercise(const Task& task, Workload workload) {
  const auto pupil = std::make_shared<TanhPupil<Net>>(TanhPupil<Net>{task, {}});
  return {&task,
          [=] { pupil->train_one_epoch(); },
          [=] { return pupil->predict(); },
          {{workload, 1, 10000, [=] { pupil->forward(10000); }}}};
}

}  // namespace

Contestant by_hand_eigen() {
  return {"by hand",
          "plain Eigen; 2-1-2 in double, small networks of fixed sizes, the others of run-time sizes without "
          "allocation; "
          "SGD as part of the gradient's product",
          [](int) {},
          {tutorial_exercise(),
           tanh_exercise<by_hand::TanhNetwork<16, 32, 4>>(controller(), Workload::controller),
           tanh_exercise<by_hand::TanhNetwork<1, 8, 1>>(curve(), Workload::curve),
           by_hand::classifier<by_hand::EigenProducts>({1}),
           by_hand::wide_classifier<by_hand::EigenProducts>({1})}};
}

}  // namespace peers
