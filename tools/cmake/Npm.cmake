# signage_npm(SOURCE FOLDER WHAT_FOR)   what SOURCE/package-lock.json names, brought by npm at configure time into FOLDER,
# once for all build folders. A program that was built needs neither npm nor network.
include_guard(GLOBAL)
function(signage_npm SOURCE FOLDER WHAT_FOR)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${SOURCE}/package-lock.json)
  find_program(SIGNAGE_NPM npm)
  find_program(SIGNAGE_NODE NAMES node nodejs)
  if(NOT SIGNAGE_NPM OR NOT SIGNAGE_NODE)
    message(FATAL_ERROR "npm and node are needed to build: npm brings ${WHAT_FOR}. Install Debian's packages npm and "
      "nodejs (tools/install run does).")
  endif()
  file(SHA256 ${SOURCE}/package-lock.json wanted)
  set(brought "")
  if(EXISTS ${FOLDER}/brought AND EXISTS ${FOLDER}/node_modules)
    file(READ ${FOLDER}/brought brought)
  endif()
  if(brought STREQUAL wanted)
    return()
  endif()
  file(MAKE_DIRECTORY ${FOLDER})
  file(COPY ${SOURCE}/package.json ${SOURCE}/package-lock.json ${SOURCE}/.npmrc DESTINATION ${FOLDER})
  execute_process(COMMAND ${SIGNAGE_NPM} ci --ignore-scripts --no-audit --no-fund WORKING_DIRECTORY ${FOLDER}
    RESULT_VARIABLE npm_status OUTPUT_VARIABLE npm_said ERROR_VARIABLE npm_said)
  if(NOT npm_status EQUAL 0)
    message(FATAL_ERROR "npm could not bring what ${SOURCE}/package-lock.json names (${WHAT_FOR}); is npm's registry "
      "reachable? npm said: ${npm_said}")
  endif()
  file(WRITE ${FOLDER}/brought ${wanted})
endfunction()
