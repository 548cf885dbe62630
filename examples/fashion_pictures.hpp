#pragma once

#include <Eigen/Core>
#include <algorithm>
#include <numeric>
#include <sstream>
#include <string>
#include <vector>

#include "gnuplot.hpp"

inline const std::vector<std::string> class_names{"T-shirt", "Trouser", "Pullover", "Dress", "Coat",
                                                  "Sandal",  "Shirt",   "Sneaker",  "Bag",   "Ankle boot"};

/// The 25 mistakes of which the network was most certain, with what it took them for.
inline void draw_mistakes(const std::string& path, const Eigen::MatrixXf& logits,
                          const Eigen::MatrixXf& images, const Eigen::RowVectorXi& labels) {
  std::vector<Eigen::Index> mistakes, chosen(static_cast<std::size_t>(labels.size()));
  Eigen::VectorXf certainty(labels.size());
  for (Eigen::Index i = 0; i < labels.size(); ++i) {
    Eigen::Index& choice = chosen[static_cast<std::size_t>(i)];
    const float largest = logits.col(i).maxCoeff(&choice);
    certainty(i) = 1 / (logits.col(i).array() - largest).exp().sum();
    if (choice != labels(i)) mistakes.push_back(i);
  }
  std::sort(mistakes.begin(), mistakes.end(), [&](auto a, auto b) { return certainty(a) > certainty(b); });
  mistakes.resize(std::min<std::size_t>(25, mistakes.size()));

  std::ostringstream data, commands;
  for (std::size_t n = 0; n < mistakes.size(); ++n) {
    data << "$image" << n << " << END\n";
    for (Eigen::Index row = 0; row < 28; ++row)
      data << images.col(mistakes[n]).segment(28 * row, 28).transpose() << '\n';
    data << "END\n";
    commands << "set title \"" << class_names[static_cast<std::size_t>(labels(mistakes[n]))] << "\\nas "
             << class_names[static_cast<std::size_t>(chosen[static_cast<std::size_t>(mistakes[n])])]
             << "\" font ',10' offset 0,-0.8\nplot $image" << n << " matrix with image pixels notitle\n";
  }
  draw_and_say(path, data.str() +
                         "set terminal svg size 720,860 font 'sans-serif,14' background rgb 'white'\n"
                         "unset border\nunset tics\nunset grid\nunset colorbox\nset palette gray negative\n"
                         "set size ratio 1\nset yrange [27.5:-0.5]\nset xrange [-0.5:27.5]\n"
                         "set multiplot layout 5,5 title 'The most certain mistakes' font ',16'\n" +
                         commands.str() + "unset multiplot\n");
}
