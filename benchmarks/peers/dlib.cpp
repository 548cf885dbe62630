// dlib, whose networks are types as well.

#include <algorithm>
#include <memory>

#include <dlib/dnn.h>

#include "blas_threads.hpp"
#include "contestant.hpp"
#include "keep.hpp"

namespace peers {

namespace {

using dlib::add_layer, dlib::fc, dlib::htan, dlib::input, dlib::matrix, dlib::relu, dlib::sig;

using Tutorial = dlib::loss_mean_squared_multioutput<sig<fc<2, sig<fc<1, input<matrix<float>>>>>>>;
template <int Hidden, int Out>
using TanhNetwork = dlib::loss_mean_squared_multioutput<
    htan<fc<Out, htan<fc<Hidden, htan<fc<Hidden, input<matrix<float>>>>>>>>>;
using Classifier = dlib::loss_multiclass_log<fc<10, relu<fc<128, input<matrix<float>>>>>>;
using WideClassifier = dlib::loss_multiclass_log<fc<10, relu<fc<512, relu<fc<512, input<matrix<float>>>>>>>>;

/// The samples of a task as the labels of a loss.
std::vector<unsigned long> truth(const Task& task, unsigned long) {
  return {task.labels.begin(), task.labels.end()};
}

std::vector<matrix<float>> truth(const Task& task, const matrix<float>&) {
  std::vector<matrix<float>> all;
  for (int i = 0; i < task.count; ++i) all.push_back(dlib::mat(task.target(i), task.outputs, 1));
  return all;
}

/// All batches as tensors, so that nothing is converted while the clock runs.
std::vector<dlib::resizable_tensor> tensors(const Task& task, int size) {
  std::vector<dlib::resizable_tensor> all;
  for (int begin = 0; begin + size <= task.count; begin += size) {
    all.emplace_back(size, 1, task.features, 1);
    std::copy_n(task.input(begin), all.back().size(), all.back().host_write_only());
  }
  return all;
}

/// A network in training.
template <class Net, class Solver>
class Pupil {
 public:
  Pupil(const Task& task, Solver solver, double rate, int size)
      : task_(task),
        size_(size),
        rate_(rate),
        solvers_(Net::num_computational_layers, solver),
        truth_(truth(task, typename Net::training_label_type{})),
        training_(tensors(task, size)) {
    const matrix<float> sample = dlib::zeros_matrix<float>(task.features, 1);
    dlib::resizable_tensor unused;
    net_.to_tensor(&sample, &sample + 1, unused);  // It wants to see the shape of an input before tensors.
  }

  void train(int steps) {
    for (int i = 0; i < steps; ++i) {
      const std::size_t batch = next_++ % training_.size();
      const auto labels = truth_.begin() + static_cast<std::ptrdiff_t>(batch) * size_;
      double loss = net_.compute_parameter_gradients(training_[batch], labels);
      keep(loss);
      net_.update_parameters(solvers_, rate_);
    }
  }

  void train_one_epoch() { train(static_cast<int>(training_.size())); }

  void infer(const std::vector<dlib::resizable_tensor>& batches, int times) {
    for (int i = 0; i < times; ++i) {
      const float* y = net_.subnet().forward(batches[next_++ % batches.size()]).host();
      keep(y);
    }
  }

  std::vector<float> predict() {
    std::vector<float> outputs;
    for (const dlib::resizable_tensor& batch : training_) {
      const dlib::tensor& y = net_.subnet().forward(batch);
      outputs.insert(outputs.end(), y.begin(), y.end());
    }
    return outputs;
  }

 private:
  const Task& task_;
  int size_;
  double rate_;
  Net net_;
  std::vector<Solver> solvers_;
  std::vector<typename Net::training_label_type> truth_;
  std::vector<dlib::resizable_tensor> training_;
  std::size_t next_ = 0;
};

/// Plain descent; dlib's own defaults are momentum and weight decay.
template <class Net>
auto descending(const Task& task, int size) {
  return std::make_shared<Pupil<Net, dlib::sgd>>(task, dlib::sgd(0, 0), task.learning_rate, size);
}

template <class Own>
Exercise exercise(const Task& task, const std::shared_ptr<Own>& pupil, std::vector<Entry> entries) {
  return {&task, [=] { pupil->train_one_epoch(); }, [=] { return pupil->predict(); }, std::move(entries)};
}

template <class Own>
Entry inference(const Task& task, const std::shared_ptr<Own>& pupil, Workload workload, int size, int times,
                int threads = 1) {
  const auto batches = std::make_shared<std::vector<dlib::resizable_tensor>>(tensors(task, size));
  return {workload, threads, size * times, [=] { pupil->infer(*batches, times); }};
}

Exercise tutorial_exercise() {
  const auto pupil = descending<Tutorial>(tutorial(), 1);
  return exercise(tutorial(), pupil,
                  {inference(tutorial(), pupil, Workload::tutorial_forward, 1, 2000),
                   {Workload::tutorial_step, 1, 1000, [=] { pupil->train(1000); }}});
}

template <class Net>
Exercise tanh_exercise(const Task& task, Workload workload) {
  const auto pupil = descending<Net>(task, 1);
  return exercise(task, pupil, {inference(task, pupil, workload, 1, 1000)});
}

Exercise classifier() {
  const auto pupil = descending<Classifier>(clothes(), 64);
  std::vector<Entry> entries{inference(clothes(), pupil, Workload::classifier_one, 1, 200)};
  for (const int n : {1, 2}) {
    entries.push_back({Workload::classifier_training, n, 640, [=] { pupil->train(10); }});
    entries.push_back(inference(clothes(), pupil, Workload::classifier_many, 256, 4, n));
  }
  return exercise(clothes(), pupil, entries);
}

Exercise wide_classifier() {
  const auto pupil =
      std::make_shared<Pupil<WideClassifier, dlib::adam>>(clothes(), dlib::adam(0, 0.9f, 0.999f), 1e-3, 256);
  std::vector<Entry> entries;
  for (const int n : {1, 2}) entries.push_back({Workload::wide_training, n, 256, [=] { pupil->train(1); }});
  return exercise(clothes(), pupil, entries);
}

}  // namespace

Contestant dlib_library() {
  return {"dlib 19.24",
          "all in float; two threads are its BLAS's",
          use_blas_threads,
          {tutorial_exercise(), tanh_exercise<TanhNetwork<32, 4>>(controller(), Workload::controller),
           tanh_exercise<TanhNetwork<8, 1>>(curve(), Workload::curve), classifier(), wide_classifier()}};
}

}  // namespace peers
