# The phrase model: BudouX's Japanese one, brought by npm at configure time into build/npm (once for all build
# folders), turned into generated/player/text/phrase_model.inc. A screen needs neither npm nor network.
set(npm_source ${PROJECT_SOURCE_DIR}/tools/npm)
set(npm_folder ${PROJECT_SOURCE_DIR}/build/npm)
set(model_js ${npm_folder}/node_modules/budoux/dist/data/models/ja.js)
set(model_inc ${PROJECT_BINARY_DIR}/generated/player/text/phrase_model.inc)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
  ${npm_source}/package-lock.json ${npm_source}/phrase-model.mjs)
find_program(SIGNAGE_NPM npm)
find_program(SIGNAGE_NODE NAMES node nodejs)
if(NOT SIGNAGE_NPM OR NOT SIGNAGE_NODE)
  message(FATAL_ERROR "npm and node are needed to build: npm brings the model by which Japanese lines break between "
    "phrases. Install Debian's packages npm and nodejs (tools/install run does).")
endif()
file(SHA256 ${npm_source}/package-lock.json wanted)
set(brought "")
if(EXISTS ${npm_folder}/brought AND EXISTS ${model_js})
  file(READ ${npm_folder}/brought brought)
endif()
if(NOT brought STREQUAL wanted)
  file(MAKE_DIRECTORY ${npm_folder})
  file(COPY ${npm_source}/package.json ${npm_source}/package-lock.json ${npm_source}/.npmrc DESTINATION ${npm_folder})
  execute_process(COMMAND ${SIGNAGE_NPM} ci --ignore-scripts --no-audit --no-fund WORKING_DIRECTORY ${npm_folder}
    RESULT_VARIABLE npm_status OUTPUT_VARIABLE npm_said ERROR_VARIABLE npm_said)
  if(NOT npm_status EQUAL 0)
    message(FATAL_ERROR "npm could not bring budoux (tools/npm/package-lock.json); is npm's registry reachable? "
      "npm said: ${npm_said}")
  endif()
  file(WRITE ${npm_folder}/brought ${wanted})
endif()
file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/generated/player/text)
execute_process(COMMAND ${SIGNAGE_NODE} ${npm_source}/phrase-model.mjs ${model_js} ${model_inc}.new
  RESULT_VARIABLE model_status ERROR_VARIABLE model_said)
if(NOT model_status EQUAL 0)
  message(FATAL_ERROR "tools/npm/phrase-model.mjs failed: ${model_said}")
endif()
# An unchanged table must not compile the room again.
file(COPY_FILE ${model_inc}.new ${model_inc} ONLY_IF_DIFFERENT)
