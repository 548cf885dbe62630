# Fails where a class of the library does not stand in a test that is about all of its kind.
# Run as: cmake -DHEADERS=<header>;... -DTEST=<file> -P complete.cmake
cmake_policy(SET CMP0057 NEW)  # IN_LIST
list(LENGTH HEADERS count)
if(count EQUAL 0)
  message(FATAL_ERROR "no headers")
endif()

file(READ ${TEST} test)
foreach(header ${HEADERS})
  file(STRINGS ${header} heads REGEX "^(struct|class) [A-Za-z0-9]+ {")
  foreach(head ${heads})
    string(REGEX REPLACE "^[a-z]+ ([A-Za-z0-9]+) {" "\\1" name "${head}")
    if(NOT "${name}" IN_LIST BUT AND NOT test MATCHES "[^A-Za-z0-9]${name}[^A-Za-z0-9]")
      message(SEND_ERROR "${TEST}: ${name} of ${header} is missing")
    endif()
  endforeach()
endforeach()
