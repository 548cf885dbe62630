# Runs PROGRAMS; what they print must hold every output that the document shows (output_*.txt in FOLDER).
set(printed "")
foreach(program ${PROGRAMS})
  execute_process(COMMAND ${program} WORKING_DIRECTORY ${FOLDER} OUTPUT_VARIABLE output
                          COMMAND_ERROR_IS_FATAL ANY)
  string(APPEND printed "${output}")
endforeach()

file(GLOB expected ${FOLDER}/output_*.txt)
foreach(file ${expected})
  file(READ ${file} text)
  string(FIND "${printed}" "${text}" found)
  if(found EQUAL -1)
    message(SEND_ERROR "the document shows\n${text}but its programs print\n${printed}")
  endif()
endforeach()
