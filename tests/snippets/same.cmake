# The examples of a page are its own code: EXAMPLE must be, but for blanks, comments and includes, where the statements
# of PROGRAM begin. Run as
#   cmake -DPROGRAM=<extracted program> -DEXAMPLE=<source> -P same.cmake
function(read_statements path variable)
  file(READ ${path} text)
  string(REGEX REPLACE "(//|#include|using namespace strata)[^\n]*" "" text "${text}")
  string(REGEX REPLACE "[ \n]" "" text "${text}")
  string(REGEX REPLACE "}$" "" text "${text}")
  set(${variable} "${text}" PARENT_SCOPE)
endfunction()

read_statements(${PROGRAM} program)
read_statements(${EXAMPLE} example)
string(FIND "${program}" "${example}" position)
string(LENGTH "${example}" length)
if(NOT position EQUAL 0 OR length LESS 100)
  message(FATAL_ERROR "the page has\n${program}\nthe example\n${example}")
endif()
