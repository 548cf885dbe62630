# Compiles PROGRAM with COMPILER and FLAGS. A program whose first lines are
#   // error: <text>
#   // shows: <text>
# must fail, its first error line must hold the one text and the compiler's output the other; a program
# without these lines must compile.
file(STRINGS ${PROGRAM} expected REGEX "^// (error|shows): ")
execute_process(COMMAND ${COMPILER} ${FLAGS} -fsyntax-only ${PROGRAM} RESULT_VARIABLE result
                ERROR_VARIABLE output OUTPUT_QUIET)

if(NOT expected)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "must compile:\n${output}")
  endif()
  return()
endif()
if(result EQUAL 0)
  message(FATAL_ERROR "must not compile")
endif()

file(READ ${PROGRAM} source)
string(REGEX MATCH "// error: ([^\n]*)" ignored "${source}")
set(error "${CMAKE_MATCH_1}")
string(REGEX MATCH "// shows: ([^\n]*)" ignored "${source}")
set(shows "${CMAKE_MATCH_1}")
string(REGEX MATCH "[^\n]*error: [^\n]*" first_error "${output}")

string(FIND "${first_error}" "${error}" in_first_error)
string(FIND "${output}" "${shows}" in_output)
if(in_first_error EQUAL -1)
  message(FATAL_ERROR "first error line:\n${first_error}\nmust hold:\n${error}\n\n${output}")
endif()
if(in_output EQUAL -1)
  message(FATAL_ERROR "must show:\n${shows}\n\n${output}")
endif()
