# What tools/npm/package-lock.json names, brought by npm at configure time into build/npm, once for all build folders. A
# program that was built needs neither npm nor network.
include_guard(DIRECTORY)
set(npm_source ${PROJECT_SOURCE_DIR}/tools/npm)
set(npm_folder ${PROJECT_SOURCE_DIR}/build/npm)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${npm_source}/package-lock.json)
find_program(SIGNAGE_NPM npm)
find_program(SIGNAGE_NODE NAMES node nodejs)
if(NOT SIGNAGE_NPM OR NOT SIGNAGE_NODE)
  message(FATAL_ERROR "npm and node are needed to build: npm brings the model by which Japanese lines break between "
    "phrases, and the libraries of the hub's pages. Install Debian's packages npm and nodejs (tools/install run does).")
endif()
file(SHA256 ${npm_source}/package-lock.json wanted)
set(brought "")
if(EXISTS ${npm_folder}/brought AND EXISTS ${npm_folder}/node_modules)
  file(READ ${npm_folder}/brought brought)
endif()
if(NOT brought STREQUAL wanted)
  file(MAKE_DIRECTORY ${npm_folder})
  file(COPY ${npm_source}/package.json ${npm_source}/package-lock.json ${npm_source}/.npmrc DESTINATION ${npm_folder})
  execute_process(COMMAND ${SIGNAGE_NPM} ci --ignore-scripts --no-audit --no-fund WORKING_DIRECTORY ${npm_folder}
    RESULT_VARIABLE npm_status OUTPUT_VARIABLE npm_said ERROR_VARIABLE npm_said)
  if(NOT npm_status EQUAL 0)
    message(FATAL_ERROR "npm could not bring what tools/npm/package-lock.json names; is npm's registry reachable? "
      "npm said: ${npm_said}")
  endif()
  file(WRITE ${npm_folder}/brought ${wanted})
endif()
