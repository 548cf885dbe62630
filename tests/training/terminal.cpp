#include <strata/training/terminal.hpp>

#include "../support/checks.hpp"
#include "../support/pseudo_terminal.hpp"

using namespace strata::detail;

TEST_CASE("A terminal is told from a file, and its width is known") {
  PseudoTerminal terminal(132);
  CHECK(is_terminal(terminal.file()));
  CHECK(terminal_width(terminal.file()) == 132);
  PseudoTerminal without_width(0);
  CHECK(terminal_width(without_width.file()) == 80);
  PseudoTerminal narrow(1), wider(2);
  CHECK(terminal_width(narrow.file()) == 80);
  CHECK(terminal_width(wider.file()) == 2);
  std::FILE* file = std::tmpfile();
  CHECK_FALSE(is_terminal(file));
  CHECK(terminal_width(file) == 80);
  std::fclose(file);
}
