#pragma once

#include <iostream>
#include <string>

#include <strata/io/gnuplot.hpp>

/// Draws a picture and says where it is, or what is missing.
template <class... What>
void draw_and_say(const std::string& path, const What&... what) {
  if (strata::draw(path, what...))
    std::cout << "Picture: " << path << '\n';
  else
    std::cout << "No picture: gnuplot would draw it (on Debian: apt-get install gnuplot-nox).\n";
}
