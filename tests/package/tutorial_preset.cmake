# What the preset of the tutorial compiles a learner's program with. Run as
#   cmake -DSOURCE=<project> -DBUILD=<folder> -P tutorial_preset.cmake
execute_process(COMMAND ${CMAKE_COMMAND} --preset tutorial -B ${BUILD} WORKING_DIRECTORY ${SOURCE} OUTPUT_QUIET
                COMMAND_ERROR_IS_FATAL ANY)
file(STRINGS ${BUILD}/compile_commands.json command REGEX "\"command\".*tutorial_forward.cpp")
if(NOT command)
  message(FATAL_ERROR "the preset does not compile tutorial_forward.cpp")
endif()
foreach(unwanted -Werror -Wconversion -DNDEBUG)
  if(command MATCHES "[ ]${unwanted}")
    message(SEND_ERROR "${unwanted} in the preset of the tutorial:\n${command}")
  endif()
endforeach()
