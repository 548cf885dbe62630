# Compiles PROGRAM with COMPILER and FLAGS. A program that begins with lines
#   // error: <text>
#   // shows: <text>
# must fail; its first error line must hold each text of the one kind, the compiler's output each of the other.
# A program that begins otherwise must compile. PRELUDE is included first, unless the program defines macros.
file(STRINGS ${PROGRAM} expected REGEX "^//")
if(NOT expected MATCHES "^// (error|shows): ")
  set(expected "")
endif()
file(STRINGS ${PROGRAM} own_macros REGEX "^#define")
if(PRELUDE AND NOT own_macros)
  list(APPEND FLAGS -include ${PRELUDE})
endif()
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

string(REGEX MATCH "[^\n]*error: [^\n]*" first_error "${output}")
foreach(line IN LISTS expected)
  if(line MATCHES "^// error: (.*)")
    set(within "${first_error}")
  elseif(line MATCHES "^// shows: (.*)")
    set(within "${output}")
  else()
    message(FATAL_ERROR "neither an error nor what is shown:\n${line}")
  endif()
  set(text "${CMAKE_MATCH_1}")
  string(FIND "${within}" "${text}" found)
  if(found EQUAL -1)
    message(FATAL_ERROR "first error line:\n${first_error}\nmust hold:\n${line}\n\n${output}")
  endif()
endforeach()
