#pragma once

#include <locale>
#include <string>

/// While one lives, streams write 1234.5 as "1.234,5", as much of Europe does.
class Continental {
 public:
  Continental() : before_(std::locale::global(std::locale(std::locale(), new Punctuation))) {}
  ~Continental() { std::locale::global(before_); }

  Continental(const Continental&) = delete;
  Continental& operator=(const Continental&) = delete;

 private:
  struct Punctuation : std::numpunct<char> {
    char do_decimal_point() const override { return ','; }
    char do_thousands_sep() const override { return '.'; }
    std::string do_grouping() const override { return "\3"; }
  };

  std::locale before_;
};
