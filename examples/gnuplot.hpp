#pragma once

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <sstream>
#include <string>

/// Has gnuplot draw an SVG picture; says where it is, or what is missing.
inline void draw(const std::string& path, const std::string& commands) {
  // Asked first, because a pipe to a program that is not there would end this one by a signal.
  if (std::system("gnuplot --version > /dev/null 2>&1") != 0) {
    std::cout << "No picture: gnuplot would draw it (on Debian: apt-get install gnuplot-nox).\n";
    return;
  }
  if (!std::ofstream(path)) {
    std::cout << "No picture: " << path << " cannot be written.\n";
    return;
  }
  std::ostringstream script;
  script << "set terminal svg size 720,480 font 'sans-serif,14' background rgb 'white'\n"
         << "set output " << std::quoted(path) << '\n'
         << "set tics out nomirror\n"
         << "set grid linetype 1 linecolor rgb '#dddddd'\n"
         << commands << '\n';
  std::FILE* gnuplot = popen("gnuplot", "w");
  std::fputs(script.str().c_str(), gnuplot);
  if (pclose(gnuplot) == 0) std::cout << "Picture: " << path << '\n';
}
