# Fails where a header defines a macro without our prefix, prints, follows C's locale, draws from the C library's
# generator, or throws in another way than the library's own.
# Run as: cmake -DHEADERS=<folder> -P headers.cmake
file(GLOB_RECURSE headers ${HEADERS}/*.hpp)
list(LENGTH headers count)
if(count EQUAL 0)
  message(FATAL_ERROR "no headers in ${HEADERS}")
endif()

set(forbidden
    "#[ \t]*define[ \t]+[^S \t]" "#[ \t]*define[ \t]+S[^T]" "std::cout" "std::cerr" "std::clog" "std::[a-z]*printf" "std::strto[df]"
    "[^a-z]puts *\\(" "[^a-z]s?rand *\\(" "<iostream>" "random_device" "[^_a-z]throw std::")
foreach(header ${headers})
  file(READ ${header} text)
  foreach(pattern ${forbidden})
    if(text MATCHES "(${pattern}[^\n]*)")
      message(SEND_ERROR "${header}: ${CMAKE_MATCH_1}")
    endif()
  endforeach()
  if(NOT text MATCHES "^#pragma once")
    message(SEND_ERROR "${header}: does not begin with #pragma once")
  endif()
endforeach()
